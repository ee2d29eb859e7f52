package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A4: API tokens that ended long ago")
class ApiTokenRetentionIT {

    private static final String RETENTION = "gatehouse.history.retentionDays";

    private final TestRealm realm;
    private final TestServer server;
    private final ApiTokenCalls calls;

    ApiTokenRetentionIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.calls = new ApiTokenCalls(realm);
    }

    private Set<String> afterRetention(TestUser owner) {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/tasks/gatehouse-api-token-retention")
                .send()
                .expect(204);
        Set<String> names = new TreeSet<>();
        calls.list(owner).forEach(token -> names.add(token.get("name").asText()));
        return names;
    }

    private void later(int days) {
        server.time().advance(Duration.ofDays(days));
    }

    @Test
    @DisplayName("leave the list when the realm's history is over, and not before; those in use and those renewed stay")
    void leaveTheList() {
        realm.realmRole("reader");
        TestUser alice = realm.user("alice").realmRoles("reader").create();
        TestUser bob = realm.user("bob").realmRoles("reader").create();
        realm.attribute(RETENTION, "10");
        Created revoked = calls.create(alice, "revoked", "reader");
        calls.create(alice, Map.of("name", "expired", "role", "reader", "validityMonths", 1));
        Created renewed = calls.create(alice, Map.of("name", "renewed", "role", "reader", "validityMonths", 1));
        Created active = calls.create(alice, Map.of("name", "active", "role", "reader", "validityMonths", 12));
        calls.create(bob, Map.of("name", "of-bob", "role", "reader", "validityMonths", 12));
        calls.revoke(alice, revoked.id()).expect(204);

        later(9);
        assertThat(afterRetention(alice)).containsExactly("active", "expired", "renewed", "revoked");
        later(2);
        assertThat(afterRetention(alice)).containsExactly("active", "expired", "renewed");

        // A month has 31 days at most: expired, and kept for ten days more.
        later(20);
        assertThat(afterRetention(alice)).contains("expired");
        calls.renew(alice, renewed.id(), 12).expect(200);
        later(11);
        assertThat(afterRetention(alice)).containsExactly("active", "renewed");
        assertThat(calls.verify(active.token()).status()).isEqualTo(200);
        assertThat(afterRetention(bob)).containsExactly("of-bob");
    }

    @Test
    @DisplayName("stay where the setting cannot be understood")
    void stayWhereTheSettingCannotBeUnderstood() {
        realm.realmRole("writer");
        TestUser carol = realm.user("carol").realmRoles("writer").create();
        Created kept = calls.create(carol, "kept", "writer");
        calls.revoke(carol, kept.id()).expect(204);
        realm.attribute(RETENTION, "some");
        later(3_000);
        assertThat(afterRetention(carol)).containsExactly("kept");
        realm.attribute(RETENTION, "2999");
        assertThat(afterRetention(carol)).isEmpty();
    }
}
