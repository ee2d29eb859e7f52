package io.github.gatehouse.tests.lockout;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, abuse cases 10, 12 and 13: failures of all steps of the sign-in pages are summed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutFlowIT {

    private TestRealm realm;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
        allowRecoveryCodes();
    }

    private void allowRecoveryCodes() {
        JsonNode executions = realm.admin()
                .get("/authentication/flows/browser/executions")
                .send()
                .expect(200)
                .json();
        for (JsonNode execution : executions) {
            if (execution.path("providerId").asText().equals("auth-recovery-authn-code-form")) {
                int status = realm.admin()
                        .put("/authentication/flows/browser/executions")
                        .json(((ObjectNode) execution).put("requirement", "ALTERNATIVE"))
                        .send()
                        .status();
                assertThat(status).isIn(202, 204);
            }
        }
    }

    private LoginDialog dialog() {
        return LoginDialog.of(realm).open();
    }

    @Test
    void threeWrongPasswordsAndTwoWrongCodesBlock(TestServer server) {
        TestUser alice = realm.user("alice").create();
        OneTimeCodes.addApp(alice);
        LoginDialog dialog = dialog();
        for (int time = 0; time < 3; time++) {
            dialog.submitPassword("alice", LockoutRealm.WRONG);
        }
        dialog.submitPassword("alice", alice.password()).submit("otp", OneTimeCodes.wrongCode());
        assertThat(lockout.isBlocked(alice)).isFalse();
        dialog.submit("otp", OneTimeCodes.wrongCode());
        assertThat(lockout.block(alice)).isEqualTo(Duration.ofMinutes(2));
        assertThat(dialog.submit("otp", OneTimeCodes.code()).isSignedIn()).isFalse();
        assertThat(dialog().submitPassword("alice", alice.password()).page().text())
                .contains("Invalid username or password");

        server.time().advance(Duration.ofSeconds(125));
        LoginDialog later = dialog().submitPassword("alice", alice.password());
        assertThat(lockout.failures(alice)).as("after the right password alone").isEqualTo(5);
        assertThat(later.submit("otp", OneTimeCodes.code()).isSignedIn()).isTrue();
        assertThat(lockout.failures(alice)).isZero();
    }

    @Test
    void theRightPasswordBeforeEachWrongCodeResetsNothing() {
        TestUser bob = realm.user("bob").create();
        OneTimeCodes.addApp(bob);
        for (int time = 1; time <= 5; time++) {
            dialog().submitPassword("bob", bob.password()).submit("otp", OneTimeCodes.wrongCode());
            assertThat(lockout.failures(bob)).isEqualTo(time);
        }
        assertThat(lockout.isBlocked(bob)).isTrue();
    }

    @Test
    void wrongRecoveryCodesCount() {
        TestUser carol = realm.user("carol").create();
        OneTimeCodes.addRecoveryCodes(carol);
        LoginDialog dialog = dialog().submitPassword("carol", carol.password());
        for (int time = 0; time < 5; time++) {
            dialog.submit("recoveryCodeInput", "ZZZZZZZZZZZZ");
        }
        assertThat(lockout.isBlocked(carol)).isTrue();
        assertThat(dialog.submit("recoveryCodeInput", OneTimeCodes.RECOVERY_CODES.get(0))
                        .isSignedIn())
                .isFalse();
    }

    @Test
    void aRightRecoveryCodeCompletesTheSignIn() {
        TestUser carl = realm.user("carl").create();
        OneTimeCodes.addRecoveryCodes(carl);
        lockout.fail(carl, 2);
        LoginDialog dialog = dialog().submitPassword("carl", carl.password())
                .submit("recoveryCodeInput", OneTimeCodes.RECOVERY_CODES.get(0));
        assertThat(dialog.isSignedIn()).isTrue();
        assertThat(lockout.failures(carl)).isZero();
    }

    @Test
    void singleSignOnWithACookieResetsNothing() {
        TestUser dave = realm.user("dave").create();
        LoginDialog dialog = dialog().submitPassword("dave", dave.password());
        assertThat(dialog.isSignedIn()).isTrue();
        lockout.fail(dave, 3);
        assertThat(dialog.open().isSignedIn()).isTrue();
        assertThat(lockout.failures(dave)).isEqualTo(3);
        dialog.open("prompt", "login").submit("password", dave.password());
        assertThat(dialog.isSignedIn()).isTrue();
        assertThat(lockout.failures(dave)).isZero();
    }

    @Test
    void theCurrentPasswordBeforeANewOneCounts() {
        TestUser erin = realm.user("erin").create();
        LoginDialog dialog = dialog().submitPassword("erin", erin.password());
        // What the account console asks for before a password is changed: the credentials again.
        dialog.open("kc_action", "UPDATE_PASSWORD", "prompt", "login");
        for (int time = 0; time < 5; time++) {
            dialog.submit("password", LockoutRealm.WRONG);
        }
        assertThat(lockout.isBlocked(erin)).isTrue();
    }

    @Test
    void anEmptyPasswordIsNoGuess() {
        TestUser frank = realm.user("frank").create();
        LoginDialog dialog = dialog();
        for (int time = 0; time < 6; time++) {
            dialog.submitPassword("frank", "");
        }
        assertThat(lockout.failures(frank)).isZero();
    }
}
