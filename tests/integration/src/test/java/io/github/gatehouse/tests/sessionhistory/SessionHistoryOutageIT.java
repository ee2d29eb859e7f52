package io.github.gatehouse.tests.sessionhistory;

import java.nio.charset.StandardCharsets;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(ownServer = true)
@DisplayName("S1: while the history of sessions cannot be written")
class SessionHistoryOutageIT {

    private final TestRealm realm;

    SessionHistoryOutageIT(TestRealm realm) {
        this.realm = realm;
    }

    private void sql(String statement) {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/database/changes")
                .rawBody("text/plain", statement.getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(200);
    }

    @Test
    @DisplayName("Abuse case 36: no sign-in succeeds without its record, and all is well afterwards")
    void noSignInSucceedsWithoutItsRecord() {
        SessionCalls calls = new SessionCalls(realm);
        TestUser alice = calls.user("alice");
        sql("alter table GATEHOUSE_SESSION rename to GATEHOUSE_SESSION_AWAY");
        try {
            assertThat(alice.trySignIn().status()).isEqualTo(500);
            assertThat(alice.trySignIn().text()).doesNotContain("access_token");
        } finally {
            sql("alter table GATEHOUSE_SESSION_AWAY rename to GATEHOUSE_SESSION");
        }
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .expect(200)
                        .json())
                .isEmpty();
        alice.signIn();
        assertThat(calls.ofUser(alice, "all")).hasSize(1);
    }

    @Test
    @DisplayName("Abuse case 36: nor does one whose limit of inactivity cannot be read")
    void noSignInSucceedsWithoutItsLimit() {
        SessionCalls calls = new SessionCalls(realm);
        TestUser bob = calls.user("bob");
        sql("alter table GATEHOUSE_AUTOMATIC_LOGOUT rename to GATEHOUSE_AUTOMATIC_LOGOUT_AWAY");
        try {
            assertThat(bob.trySignIn().status()).isEqualTo(500);
            assertThat(bob.trySignIn().text()).doesNotContain("access_token");
        } finally {
            sql("alter table GATEHOUSE_AUTOMATIC_LOGOUT_AWAY rename to GATEHOUSE_AUTOMATIC_LOGOUT");
        }
        assertThat(realm.admin()
                        .get("/users/" + bob.id() + "/sessions")
                        .send()
                        .expect(200)
                        .json())
                .isEmpty();
        bob.signIn();
        assertThat(calls.ofUser(bob, "all")).hasSize(1);
    }
}
