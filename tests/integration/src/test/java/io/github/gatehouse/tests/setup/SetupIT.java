package io.github.gatehouse.tests.setup;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.apitoken.Statements;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.gatehouse.tests.setup.SetupCalls.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1: setting a realm up in one call")
class SetupIT {

    private static final List<String> STEPS = List.of(
            "browser-flow",
            "direct-grant-flow",
            "reset-credentials-flow",
            "first-broker-login-flow",
            "pin",
            "required-actions",
            "brute-force-protection",
            "session-duration",
            "account-theme",
            "settings-tab");

    private final TestRealm realm;
    private final SetupCalls setup;

    SetupIT(TestRealm realm) {
        this.realm = realm;
        this.setup = new SetupCalls(realm);
    }

    @AfterEach
    void pristine() {
        setup.undo("?force=true");
    }

    @Test
    void everyStepIsDoneAndSaidInItsOrder() {
        JsonNode report = setup.apply("");
        assertThat(outcomes(report).keySet()).containsExactlyElementsOf(STEPS);
        assertThat(outcomes(report).values()).containsOnly("done");
        assertThat(outcomes(report)).containsEntry("browser-flow", "done").containsEntry("settings-tab", "done");
        assertThat(report.get("dryRun").booleanValue()).isFalse();
        assertThat(report.get("notes")).isEmpty();

        ObjectNode now = setup.representation();
        assertThat(now.get("browserFlow").asText()).isEqualTo("gatehouse-browser");
        assertThat(now.get("directGrantFlow").asText()).isEqualTo("gatehouse-direct-grant");
        assertThat(now.get("resetCredentialsFlow").asText()).isEqualTo("gatehouse-reset-credentials");
        assertThat(now.get("firstBrokerLoginFlow").asText()).isEqualTo("gatehouse-first-broker-login");
        assertThat(now.get("accountTheme").asText()).isEqualTo("gatehouse");
        assertThat(now.get("bruteForceProtected").booleanValue()).isTrue();
        assertThat(now.get("failureFactor").intValue()).isEqualTo(5);
        assertThat(now.get("ssoSessionMaxLifespan").intValue()).isEqualTo(4 * 3600);
        assertThat(now.get("rememberMe").booleanValue()).isTrue();
    }

    @Test
    void theSecondCallChangesNothing() {
        setup.apply("");
        String before = setup.export();
        JsonNode report = setup.apply("");
        assertThat(outcomes(report).values()).containsOnly("already-so");
        assertThat(setup.export()).isEqualTo(before);
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() {
        String before = setup.export();
        JsonNode wouldBe = setup.apply("?dryRun=true");
        assertThat(wouldBe.get("dryRun").booleanValue()).isTrue();
        assertThat(setup.export()).isEqualTo(before);
        assertThat(setup.apply("").get("steps")).isEqualTo(wouldBe.get("steps"));

        String after = setup.export();
        JsonNode wouldBeUndone = setup.undo("?dryRun=true");
        assertThat(setup.export()).isEqualTo(after);
        assertThat(setup.undo("").get("steps")).isEqualTo(wouldBeUndone.get("steps"));
    }

    @Test
    void undoRestoresTheRealmToTheLastByte() {
        String before = setup.export();
        setup.apply("");
        assertThat(setup.export()).isNotEqualTo(before);
        JsonNode report = setup.undo("");
        assertThat(outcomes(report).values()).containsOnly("done");
        assertThat(setup.export()).isEqualTo(before);
        assertThat(outcomes(setup.undo("")).values()).containsOnly("already-so");
        assertThat(setup.export()).isEqualTo(before);
    }

    @Test
    void usersGoOnSigningIn(Browser browser) {
        TestUser alice = realm.user("alice").create();
        int refused = alice.trySignIn("wrong").status();
        setup.apply("");
        Page page = browser.page();
        browser.signIn(page, realm, alice);
        com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(page.getByTestId("username"))
                .hasValue("alice");
        assertThat(alice.trySignIn().status()).isEqualTo(200);
        assertThat(alice.trySignIn("wrong").status()).isEqualTo(refused);
    }

    @Test
    void setUpIsAnAdminEventAndADryRunIsNone() {
        realm.enableEvents();
        realm.admin().delete("/admin-events").send().expect(204);
        setup.apply("?dryRun=true");
        assertThat(setupEvents()).isEmpty();
        setup.apply("");
        setup.apply("");
        assertThat(setupEvents()).hasSize(1);
        assertThat(setupEvents().get(0).get("operationType").asText()).isEqualTo("CREATE");
        setup.undo("");
        assertThat(setupEvents().get(0).get("operationType").asText()).isEqualTo("DELETE");
    }

    private List<JsonNode> setupEvents() {
        return realm.adminEvents().stream()
                .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETUP"))
                .toList();
    }

    @Test
    void aRealmThatIsExportedAndImportedBehavesTheSame(TestServer server) {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("apiTokens", Map.of("prefix", "trip"), "passwordExpiry", Map.of("enabled", true)))
                .send()
                .expect(200);
        JsonNode pristine = setup.whatSetupTouches();
        setup.apply("");
        JsonNode settings = realm.admin()
                .get("/account-security/settings")
                .send()
                .expect(200)
                .json();
        ObjectNode export = (ObjectNode) realm.admin()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .send()
                .expect(200)
                .json();
        realm.admin().delete("").send().expect(204);

        server.admin().post("/realms").json(export).send().expect(201);
        assertThat(realm.admin()
                        .get("/account-security/settings")
                        .send()
                        .expect(200)
                        .json())
                .isEqualTo(settings);
        assertThat(outcomes(setup.apply("")).values()).containsOnly("already-so");
        assertThat(outcomes(setup.undo("")).values()).containsOnly("done");
        assertThat(setup.whatSetupTouches()).isEqualTo(pristine);
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("apiTokens", Map.of("prefix", "gth"), "passwordExpiry", Map.of("enabled", false)))
                .send()
                .expect(200);
    }

    @Test
    void costsTheSameHoweverManyUsersTheRealmHas(TestServer server) {
        Statements statements = new Statements(server);
        Runnable setUpAndUndo = () -> {
            setup.apply("");
            setup.undo("");
        };
        setUpAndUndo.run();
        long fewUsers = statements.leastDuring(setUpAndUndo);
        for (int i = 0; i < 40; i++) {
            realm.user("user" + i).create();
        }
        assertThat(statements.leastDuring(setUpAndUndo)).isBetween(1L, fewUsers + fewUsers / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=yes", "?dryRun=", "?dryRun=TRUE", "?force=1"})
    void aMistypedParameterRunsNothing(String query) {
        String before = setup.export();
        realm.admin().post(SetupCalls.PATH + query).send().expect(400);
        realm.admin().delete(SetupCalls.PATH + query).send().expect(400);
        assertThat(setup.export()).isEqualTo(before);
    }

    @Test
    void permissionsAreThoseOfKeycloaksOwnRealmSettings() {
        TestUser nobody = realm.user("nobody").create();
        TestUser viewer = realm.user("viewer")
                .clientRole("realm-management", "view-realm")
                .create();
        TestUser manager = realm.user("manager")
                .clientRole("realm-management", "manage-realm")
                .create();
        String path = "/admin/realms/{realm}" + SetupCalls.PATH;
        assertThat(realm.http().post(path).send().status()).isEqualTo(401);
        for (TestUser powerless : List.of(nobody, viewer)) {
            String token = powerless.accessToken();
            assertThat(realm.http().post(path).bearer(token).send().status()).isEqualTo(403);
            assertThat(realm.http()
                            .post(path + "?dryRun=true")
                            .bearer(token)
                            .send()
                            .status())
                    .isEqualTo(403);
            assertThat(realm.http().delete(path).bearer(token).send().status()).isEqualTo(403);
        }
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
        assertThat(realm.http().post(path).bearer(manager.accessToken()).send().status())
                .isEqualTo(200);
    }
}
