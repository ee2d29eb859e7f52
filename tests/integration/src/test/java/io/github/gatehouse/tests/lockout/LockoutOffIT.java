package io.github.gatehouse.tests.lockout;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4: a realm without Gatehouse's lockout keeps Keycloak's brute-force detection")
class LockoutOffIT {

    private LockoutRealm keycloaks;
    private TestRealm realm;

    @BeforeEach
    void aRealmWithKeycloaksOwnDetection(TestRealm realm) {
        this.realm = realm;
        keycloaks = LockoutRealm.of(realm);
        realm.update(representation -> {
            representation.put("failureFactor", 3).put("quickLoginCheckMilliSeconds", 0);
            representation.withObjectProperty("attributes").put("gatehouse.lockout.enabled", "false");
        });
    }

    @Test
    void blocksAfterAsManyFailuresAsKeycloakIsToldTo(TestServer server) {
        TestUser alice = realm.user("alice").create();
        keycloaks.fail(alice, 2);
        assertThat(keycloaks.isBlocked(alice)).isFalse();
        // Keycloak counts in a thread of its own, and does not count what comes while it still notes the failure before
        // (26.7).
        Awaitility.await("Keycloak has counted three failures").until(() -> {
            keycloaks.fail(alice, 1);
            return keycloaks.isBlocked(alice);
        });
        assertThat(keycloaks.blocks(alice).get(0).get("details").has("gatehouse_notice"))
                .isFalse();
        Awaitility.await("the entry that Keycloak's own thread writes")
                .until(() -> realm.admin()
                                .get("/account-security/users/" + alice.id() + "/log?kind=blocked")
                                .send()
                                .expect(200)
                                .json()
                                .size()
                        == 1);
        realm.admin()
                .delete("/attack-detection/brute-force/users/" + alice.id())
                .send()
                .expect(204);
        alice.signIn();
        assertThat(rows(server)).isZero();
    }

    @Test
    void blocksNobodyWhereTheRealmHasNoDetectionAtAll(TestServer server) {
        realm.update(representation -> {
            representation.put("bruteForceProtected", false);
            representation.withObjectProperty("attributes").put("gatehouse.lockout.enabled", "true");
        });
        TestUser bob = realm.user("bob").create();
        keycloaks.fail(bob, 7);
        bob.signIn();
        assertThat(rows(server)).isZero();
    }

    @Test
    void aSettingThatCannotBeUnderstoodCountsAsOn() {
        realm.update(representation -> representation
                .withObjectProperty("attributes")
                .put("gatehouse.lockout.enabled", "maybe")
                .put("gatehouse.lockout.maxBlockHours", "many"));
        TestUser carol = realm.user("carol").create();
        keycloaks.fail(carol, 5);
        assertThat(keycloaks.refuses(carol)).isTrue();
        assertThat(keycloaks
                        .blocks(carol)
                        .get(0)
                        .get("details")
                        .get("gatehouse_notice")
                        .asText())
                .isEqualTo("lockout");
        carol.delete();
    }

    private long rows(TestServer server) {
        return server.http()
                .get("/realms/{realm}/gatehouse-testing/database/rows?table=GATEHOUSE_LOCKOUT&realm=" + realm.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .longValue();
    }
}
