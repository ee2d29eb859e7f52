package io.github.gatehouse.tests.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("P5, X4: users see whether they are told by mail, and if not, why")
class OwnNoticesIT {

    private final TestRealm realm;

    OwnNoticesIT(TestRealm realm) {
        this.realm = realm;
    }

    private JsonNode notices(String token) {
        return realm.http()
                .get("/realms/{realm}/account-security/notices")
                .bearer(token)
                .send()
                .expect(200)
                .json();
    }

    @Test
    void saysWhereTheyGoOrWhyNone() {
        TestUser alice = realm.user("alice").create();
        // Without an address there is no signing in again before one is given.
        String token = alice.accessToken();
        assertThat(notices(token).get("mailedTo").asText()).isEqualTo(alice.email());
        assertThat(notices(token).get("reason").isNull()).isTrue();
        assertThat(notices(token).get("topics")).isNotEmpty();
        alice.update(user -> user.put("emailVerified", false));
        assertNone(token, "email_not_verified");
        alice.update(user -> user.put("email", ""));
        assertNone(token, "no_email");
        realm.update(other -> other.putObject("smtpServer"));
        assertNone(token, "no_mail_server");
    }

    private void assertNone(String token, String reason) {
        assertThat(notices(token).get("mailedTo").isNull()).isTrue();
        assertThat(notices(token).get("reason").asText()).isEqualTo(reason);
    }
}
