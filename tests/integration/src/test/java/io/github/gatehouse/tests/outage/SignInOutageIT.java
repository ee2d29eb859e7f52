package io.github.gatehouse.tests.outage;

import java.util.UUID;
import java.util.stream.Stream;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MissingTable;
import io.github.gatehouse.tests.support.OutageProfile;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(profile = OutageProfile.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("Abuse case 36, L1, S1: while a table cannot be used")
class SignInOutageIT {

    private final TestRealm realm;
    private final TestClient application;
    private TestUser user;

    SignInOutageIT(TestRealm realm) {
        this.realm = realm;
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        realm.admin().post("/account-security/setup").send().expect(200);
    }

    /** Those that each sign-in reads or writes. */
    static Stream<String> tables() {
        return Stream.of(
                "GATEHOUSE_SESSION",
                "GATEHOUSE_AUTOMATIC_LOGOUT",
                "GATEHOUSE_SECURITY_LOG",
                "GATEHOUSE_KNOWN_BROWSER",
                "GATEHOUSE_LOCKOUT");
    }

    @BeforeEach
    void somebodyWhoHasNeverSignedIn() {
        user = realm.user("user-" + UUID.randomUUID()).create();
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("no program signs in: it is answered with an error and gets no token; afterwards all is well")
    void programIsRefused(String table) {
        try (MissingTable missing = MissingTable.of(realm, table)) {
            Response answer = user.trySignIn();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("access_token");
        }
        assertTraces(0);
        user.signIn();
        assertTraces(1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    @DisplayName("nobody signs in: the browser is shown an error and is not signed in; afterwards all is well")
    void browserIsRefused(String table) {
        PlainBrowser browser = new PlainBrowser(realm).authorize(application);
        try (MissingTable missing = MissingTable.of(realm, table)) {
            browser.password(user);
            assertThat(browser.status()).isGreaterThanOrEqualTo(400);
            assertThat(browser.authorize(application).isSignedIn()).isFalse();
        }
        assertTraces(0);
        new PlainBrowser(realm).authorize(application).password(user);
        assertTraces(1);
    }

    private void assertTraces(int signIns) {
        assertThat(count("/users/" + user.id() + "/sessions")).as("sessions").isEqualTo(signIns);
        assertThat(count("/account-security/users/" + user.id() + "/sessions?state=all"))
                .as("records of sessions")
                .isEqualTo(signIns);
        assertThat(count("/account-security/users/" + user.id() + "/log?kind=sign-in"))
                .as("entries in the log")
                .isEqualTo(signIns);
    }

    private int count(String path) {
        return realm.admin().get(path).send().expect(200).json().size();
    }
}
