package io.github.gatehouse.tests.lockout;

import java.util.List;
import java.util.stream.IntStream;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.ParallelCalls;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, abuse case 11: parallel guesses are counted like those that come one by one")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutConcurrencyIT {

    private static final int PARALLEL = 50;
    /** Fewer: each costs the time of a complete sign-in, and the last one waits for all of them. */
    private static final int SIGN_INS = 20;

    private TestRealm realm;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
        realm.update(representation -> representation.put("otpPolicyCodeReusable", true));
    }

    @Test
    void ofFiftyParallelGuessesFiveAreEvaluated() throws Exception {
        TestUser alice = realm.user("alice").create();
        List<Integer> statuses = ParallelCalls.of(
                PARALLEL, number -> alice.trySignIn(LockoutRealm.WRONG).status());
        assertThat(statuses).hasSize(PARALLEL).doesNotContain(200, 500);
        assertThat(lockout.errors(alice))
                .hasSize(PARALLEL)
                .filteredOn("invalid_user_credentials"::equals)
                .hasSize(5);
        assertThat(lockout.failures(alice)).isEqualTo(5);
        assertThat(lockout.blocks(alice)).hasSize(1);
    }

    @Test
    void ofFiftyParallelCodesAfterTheRightPasswordFiveAreEvaluated() throws Exception {
        TestUser erin = realm.user("erin").create();
        OneTimeCodes.addApp(erin);
        // Its place is kept for the code, and is one of the five.
        LoginDialog.of(realm).open().submitPassword("erin", erin.password());
        String wrong = OneTimeCodes.wrongCode();
        assertThat(ParallelCalls.of(PARALLEL, number -> ParallelCalls.grant(realm, erin, erin.password(), wrong)))
                .hasSize(PARALLEL)
                .doesNotContain(200, 500);
        assertThat(lockout.errors(erin))
                .filteredOn("invalid_user_credentials"::equals)
                .hasSize(5);
        assertThat(lockout.failures(erin)).isEqualTo(5);
        assertThat(lockout.blocks(erin)).hasSize(1);
    }

    @Test
    void sixPeopleAtThePageForTheCodeHinderNobody() {
        TestUser frank = realm.user("frank").create();
        OneTimeCodes.addApp(frank);
        lockout.fail(frank, 4);
        List<LoginDialog> dialogs = IntStream.range(0, 6)
                .mapToObj(number -> LoginDialog.of(realm).open().submitPassword("frank", frank.password()))
                .toList();
        assertThat(dialogs).allSatisfy(dialog -> assertThat(
                        dialog.submit("otp", OneTimeCodes.code()).isSignedIn())
                .isTrue());
    }

    @Test
    void parallelSignInsWithTheRightPasswordSucceed() throws Exception {
        TestUser bob = realm.user("bob").create();
        assertThat(ParallelCalls.of(SIGN_INS, number -> bob.trySignIn().status()))
                .hasSize(SIGN_INS)
                .containsOnly(200);
    }

    @Test
    void aRightPasswordAmongFourWrongOnesIsFound() throws Exception {
        TestUser carol = realm.user("carol").create();
        lockout.fail(carol, 4);
        assertThat(ParallelCalls.of(SIGN_INS, number -> carol.trySignIn().status()))
                .containsOnly(200);
        assertThat(lockout.failures(carol)).isZero();
    }
}
