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

    private JsonNode notices(TestUser user) {
        return realm.http()
                .get("/realms/{realm}/account-security/notices")
                .bearer(user.accessToken())
                .send()
                .expect(200)
                .json();
    }

    @Test
    void saysWhereTheyGoOrWhyNone() {
        TestUser alice = realm.user("alice").create();
        assertThat(notices(alice).get("mailedTo").asText()).isEqualTo(alice.email());
        assertThat(notices(alice).get("reason").isNull()).isTrue();
        assertThat(notices(alice).get("topics")).isNotEmpty();
        alice.update(user -> user.put("emailVerified", false));
        assertNone(alice, "email_not_verified");
        alice.update(user -> user.put("email", ""));
        assertNone(alice, "no_email");
        realm.update(other -> other.putObject("smtpServer"));
        assertNone(alice, "no_mail_server");
    }

    private void assertNone(TestUser user, String reason) {
        assertThat(notices(user).get("mailedTo").isNull()).isTrue();
        assertThat(notices(user).get("reason").asText()).isEqualTo(reason);
    }
}
