package io.github.gatehouse.tests.lockout;

import java.time.Duration;
import java.time.Instant;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, L4: the mails about a block")
class LockoutNoticeIT {

    private final MailSink mail;

    /** One for each test: notices that wait together are mailed together, whatever test they are of. */
    private final TestRealm realm;

    private final LockoutRealm lockout;
    private final String administrator;

    LockoutNoticeIT(TestRealm realm, MailSink mail) {
        this.mail = mail;
        this.realm = realm.sibling("lockout-notice");
        this.lockout = LockoutRealm.of(this.realm);
        this.administrator = address("administrator");
    }

    private String address(String name) {
        return name + "@" + realm.name() + ".example.org";
    }

    @BeforeEach
    void anAdministratorWhoIsTold() {
        realm.attribute("gatehouse.adminEmails", administrator);
        mail.await(administrator);
    }

    @AfterEach
    void removeTheRealm() {
        realm.close();
    }

    @Test
    void eachBlockIsOneEventAndOneMailToTheUserAndTheAdministrators(TestServer server) throws Exception {
        TestUser alice = realm.user("alice").email(address("alice")).create();
        lockout.fail(alice, 4);
        assertThat(lockout.blocks(alice)).isEmpty();
        lockout.fail(alice, 8);
        assertThat(lockout.blocks(alice)).hasSize(1);
        JsonNode details = lockout.blocks(alice).get(0).get("details");
        assertThat(details.get("reason").asText()).isEqualTo("brute_force_attack detected");
        assertThat(details.get("num_failures").asText()).isEqualTo("5");
        assertThat(details.get("gatehouse_notice").asText()).isEqualTo("lockout");
        assertThat(details.get("gatehouse_known_browser").asText()).isEqualTo("false");
        assertThat(Instant.parse(details.get("gatehouse_until").asText()))
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(121));

        MimeMessage toUser = mail.await(alice.email());
        assertThat(toUser.getSubject()).isEqualTo("Sign-in to " + realm.name() + " is blocked for a while");
        assertThat(text(toUser))
                .contains("your account " + alice.username(), "127.0.0.1", "UTC")
                .doesNotContain("gatehouse", LockoutRealm.WRONG);
        assertThat(mail.await(administrator, 2).getSubject())
                .isEqualTo("A user of " + realm.name() + " is blocked after failed sign-ins");

        server.time().advance(Duration.ofSeconds(125));
        lockout.fail(alice, 5);
        mail.await(alice.email(), 2);
        mail.await(administrator, 3);
        assertThat(mail.to(alice.email())).hasSize(2);
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    @Test
    void nothingIsMailedToAnAddressThatNobodyHasConfirmed() {
        TestUser bob = realm.user("bob").email(address("bob")).create();
        bob.update(user -> user.put("emailVerified", false));
        lockout.fail(bob, 5);
        mail.await(administrator, 2);
        assertThat(mail.to(bob.email())).isEmpty();
    }
}
