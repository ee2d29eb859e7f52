package io.github.gatehouse.tests.lockout;

import java.util.List;

import io.github.gatehouse.tests.support.ClusterProfile;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.ParallelCalls;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("cluster")
@GatehouseTest(profile = ClusterProfile.class)
@DisplayName("M4, X6, abuse case 11: two nodes count as one")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutClusterIT {

    private static final int PARALLEL = 50;
    private static final int SIGN_INS = 20;

    private TestRealm here;
    private TestRealm there;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmOnTwoNodes(TestRealm realm, TestServer server) {
        here = realm;
        there = realm.on(server.nodes().get(1));
        lockout = LockoutRealm.of(realm);
    }

    private int status(int number, TestUser user, String password) {
        return ParallelCalls.grant(number % 2 == 0 ? here : there, user, password);
    }

    @Test
    void ofFiftyParallelGuessesOverTwoNodesFiveAreEvaluated() throws Exception {
        TestUser alice = here.user("alice").create();
        List<Integer> statuses = ParallelCalls.of(PARALLEL, number -> status(number, alice, LockoutRealm.WRONG));
        assertThat(statuses).hasSize(PARALLEL).containsOnly(400);
        assertThat(lockout.errors(alice))
                .hasSize(PARALLEL)
                .filteredOn("invalid_user_credentials"::equals)
                .hasSize(5);
        assertThat(lockout.failures(alice)).isEqualTo(5);
        assertThat(lockout.blocks(alice)).hasSize(1);
    }

    @Test
    void parallelSignInsOverTwoNodesSucceed() throws Exception {
        TestUser bob = here.user("bob").create();
        assertThat(ParallelCalls.of(SIGN_INS, number -> status(number, bob, bob.password())))
                .hasSize(SIGN_INS)
                .containsOnly(200);
    }

    @Test
    void thePlaceThatOneNodeKeepsForACodeIsTheOthersWhenItNeedsIt() {
        TestUser dora = here.user("dora").create();
        OneTimeCodes.addApp(dora);
        for (int number = 0; number < 4; number++) {
            assertThat(status(number, dora, LockoutRealm.WRONG)).isEqualTo(400);
        }
        // The last place before the block.
        LoginDialog left = LoginDialog.of(here).open().submitPassword("dora", dora.password());
        assertThat(ParallelCalls.grant(there, dora, dora.password(), OneTimeCodes.code()))
                .isEqualTo(200);
        assertThat(left.page().text()).contains("otp");
    }

    @Test
    void aBlockHoldsAndEndsOnBothNodes() {
        TestUser carol = here.user("carol").create();
        for (int number = 0; number < 5; number++) {
            assertThat(status(number, carol, LockoutRealm.WRONG)).isEqualTo(400);
        }
        assertThat(status(0, carol, carol.password())).isEqualTo(400);
        assertThat(status(1, carol, carol.password())).isEqualTo(400);
        there.admin()
                .delete("/attack-detection/brute-force/users/" + carol.id())
                .send()
                .expect(204);
        assertThat(status(0, carol, carol.password())).isEqualTo(200);
    }
}
