package io.github.gatehouse.tests.federation;

import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Users of a directory of whom Keycloak cannot demand a new password. */
abstract class UsersWhosePasswordStays extends DirectoryUsers {

    @Test
    @DisplayName("P5: get no one-time password, which they could not replace")
    void oneTimePassword() {
        TestUser mary = directory.user("mary");
        assertThat(orderOneTimePassword(mary).expect(400).json().get("error").asText())
                .isEqualTo("password_read_only");
        assertThat(mail.to(mary.email())).isEmpty();
        mary.signIn();
    }

    @Test
    @DisplayName("X4: all sessions end, and they are told that the password stays")
    void notMe() throws Exception {
        TestUser nick = directory.user("nick");
        PlainBrowser page = disown(nick);
        assertThat(page.text())
                .contains("Now change your password", "Your password is kept outside of this service")
                .doesNotContain("safe again");
        nick.signIn();
    }
}
