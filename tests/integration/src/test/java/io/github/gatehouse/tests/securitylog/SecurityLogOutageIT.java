package io.github.gatehouse.tests.securitylog;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(ownServer = true)
@DisplayName("L1: while the security log cannot be written")
class SecurityLogOutageIT {

    @Test
    @DisplayName("Abuse case 36: no sign-in succeeds without its entry, and all is well afterwards")
    void noSignInSucceedsWithoutItsEntry(TestRealm realm) {
        SecurityLogCalls log = new SecurityLogCalls(realm);
        TestUser alice = realm.user("alice").create();
        log.sql("alter table GATEHOUSE_SECURITY_LOG rename to GATEHOUSE_SECURITY_LOG_AWAY");
        try {
            assertThat(alice.trySignIn().status()).isEqualTo(500);
            assertThat(alice.trySignIn().text()).doesNotContain("access_token");
        } finally {
            log.sql("alter table GATEHOUSE_SECURITY_LOG_AWAY rename to GATEHOUSE_SECURITY_LOG");
        }
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .expect(200)
                        .json())
                .isEmpty();
        assertThat(log.of(alice, "kind", "sign-in")).isEmpty();
        alice.signIn();
        assertThat(log.of(alice, "kind", "sign-in")).hasSize(1);
        log.seal();
        assertThat(log.verify().get("intact").asBoolean()).isTrue();
    }
}
