package io.github.gatehouse.tests.setup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.apitoken.Statements;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1: setting a realm up in one call")
class SetupIT {

    private static final String SETUP = "/account-security/setup";

    private static final List<String> STEPS = List.of(
            "browser-flow",
            "direct-grant-flow",
            "reset-credentials-flow",
            "first-broker-login-flow",
            "required-actions",
            "brute-force-protection",
            "session-duration",
            "account-theme",
            "settings-tab");

    private final TestRealm realm;

    SetupIT(TestRealm realm) {
        this.realm = realm;
    }

    @AfterEach
    void undo() {
        realm.admin().delete(SETUP + "?force=true").send().expect(200);
    }

    private JsonNode setUp(String query) {
        return realm.admin().post(SETUP + query).send().expect(200).json();
    }

    private JsonNode undo(String query) {
        return realm.admin().delete(SETUP + query).send().expect(200).json();
    }

    private ObjectNode representation() {
        return (ObjectNode) realm.admin().get("").send().expect(200).json();
    }

    /** The whole realm as Keycloak exports it, lists in an order of their own. */
    private String export() {
        JsonNode export = realm.admin()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .send()
                .expect(200)
                .json();
        return sorted(export).toPrettyString();
    }

    /** Keycloak exports sets in any order. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            Map<String, JsonNode> properties = new TreeMap<>();
            object.properties().forEach(property -> properties.put(property.getKey(), sorted(property.getValue())));
            properties.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            StreamSupport.stream(array.spliterator(), false)
                    .map(SetupIT::sorted)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(copy::add);
            return copy;
        }
        return node;
    }

    /** An import adds defaults of Keycloak's own all over the realm, so the whole of it cannot be compared. */
    private JsonNode whatSetupTouches() {
        ObjectNode export = (ObjectNode)
                sorted(realm.admin().post("/partial-export").send().expect(200).json());
        List<String> touched = new ArrayList<>(List.of(
                "authenticationFlows",
                "authenticatorConfig",
                "requiredActions",
                "accountTheme",
                "bruteForceProtected",
                "permanentLockout",
                "failureFactor",
                "waitIncrementSeconds",
                "maxFailureWaitSeconds",
                "passwordPolicy",
                "rememberMe"));
        export.fieldNames().forEachRemaining(name -> {
            if (name.endsWith("Flow") || name.startsWith("ssoSession")) {
                touched.add(name);
            }
        });
        return withoutIds(export.retain(touched));
    }

    private static JsonNode withoutIds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("id");
        }
        node.forEach(SetupIT::withoutIds);
        return node;
    }

    private static Map<String, String> outcomes(JsonNode report) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        report.get("steps")
                .forEach(step -> outcomes.put(
                        step.get("step").asText(), step.get("outcome").asText()));
        return outcomes;
    }

    private String description(JsonNode report, String step) {
        return StreamSupport.stream(report.get("steps").spliterator(), false)
                .filter(one -> one.get("step").asText().equals(step))
                .map(one -> one.get("description").asText())
                .findFirst()
                .orElseThrow();
    }

    @Nested
    @DisplayName("Given a fresh realm")
    class FreshRealm {

        @Test
        void everyStepIsDoneAndSaidInItsOrder() {
            JsonNode report = setUp("");
            assertThat(outcomes(report).keySet()).containsExactlyElementsOf(STEPS);
            assertThat(outcomes(report).values()).containsOnly("done", "already-so");
            assertThat(outcomes(report)).containsEntry("browser-flow", "done").containsEntry("settings-tab", "done");
            assertThat(report.get("dryRun").booleanValue()).isFalse();
            assertThat(report.get("notes")).isEmpty();

            ObjectNode now = representation();
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
            setUp("");
            String before = export();
            JsonNode report = setUp("");
            assertThat(outcomes(report).values()).containsOnly("already-so");
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void aDryRunSaysTheSameAndChangesNothing() {
            String before = export();
            JsonNode wouldBe = setUp("?dryRun=true");
            assertThat(wouldBe.get("dryRun").booleanValue()).isTrue();
            assertThat(export()).isEqualTo(before);
            assertThat(setUp("").get("steps")).isEqualTo(wouldBe.get("steps"));

            String after = export();
            JsonNode wouldBeUndone = undo("?dryRun=true");
            assertThat(export()).isEqualTo(after);
            assertThat(undo("").get("steps")).isEqualTo(wouldBeUndone.get("steps"));
        }

        @Test
        void undoRestoresTheRealmToTheLastByte() {
            String before = export();
            setUp("");
            assertThat(export()).isNotEqualTo(before);
            JsonNode report = undo("");
            assertThat(outcomes(report).values()).containsOnly("done", "already-so");
            assertThat(export()).isEqualTo(before);
            assertThat(outcomes(undo("")).values()).containsOnly("already-so");
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void usersGoOnSigningIn(Browser browser) {
            TestUser alice = realm.user("alice").create();
            int refused = alice.trySignIn("wrong").status();
            setUp("");
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
            setUp("?dryRun=true");
            assertThat(setupEvents()).isEmpty();
            setUp("");
            setUp("");
            assertThat(setupEvents()).hasSize(1);
            assertThat(setupEvents().get(0).get("operationType").asText()).isEqualTo("CREATE");
            undo("");
            assertThat(setupEvents().get(0).get("operationType").asText()).isEqualTo("DELETE");
        }

        private List<JsonNode> setupEvents() {
            return realm.adminEvents().stream()
                    .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETUP"))
                    .toList();
        }
    }

    @Nested
    @DisplayName("Given a realm that administrators have customised")
    class CustomisedRealm {

        @Test
        void itsOwnFlowsAreCopiedAndComeBack() {
            copyFlow("browser", "corporate browser");
            realm.update(other -> other.put("browserFlow", "corporate browser"));
            JsonNode report = setUp("");
            assertThat(description(report, "browser-flow")).contains("a copy of \"corporate browser\"");
            undo("");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("corporate browser");
            realm.update(other -> other.put("browserFlow", "browser"));
            deleteFlow("corporate browser");
        }

        @Test
        void whatTheyHaveChosenIsAConflictAndStaysUnlessForced() {
            realm.update(other -> other.put("accountTheme", "corporate").put("failureFactor", 3));
            JsonNode report = setUp("");
            assertThat(outcomes(report))
                    .containsEntry("account-theme", "conflict")
                    .containsEntry("brute-force-protection", "conflict")
                    .containsEntry("browser-flow", "done");
            assertThat(description(report, "account-theme")).contains("corporate", "gatehouse");
            assertThat(description(report, "brute-force-protection")).contains("failureFactor is \"3\"");
            assertThat(representation().get("accountTheme").asText()).isEqualTo("corporate");
            assertThat(representation().get("bruteForceProtected").booleanValue())
                    .as("a step does all or nothing")
                    .isFalse();

            assertThat(outcomes(setUp("?force=true"))).containsEntry("account-theme", "done");
            assertThat(representation().get("accountTheme").asText()).isEqualTo("gatehouse");
            undo("");
            assertThat(representation().get("accountTheme").asText()).isEqualTo("corporate");
            assertThat(representation().get("failureFactor").intValue()).isEqualTo(3);
            realm.update(other -> other.put("accountTheme", "").put("failureFactor", 30));
        }

        @Test
        void hoursThatSomebodyHasSetAreAsGood() {
            realm.update(other -> other.put("ssoSessionMaxLifespan", 7200));
            assertThat(outcomes(setUp(""))).containsEntry("session-duration", "done");
            assertThat(representation().get("ssoSessionMaxLifespan").intValue()).isEqualTo(7200);
            undo("");
            assertThat(representation().get("ssoSessionMaxLifespan").intValue()).isEqualTo(7200);
            realm.update(other -> other.put("ssoSessionMaxLifespan", 36000));
        }

        @Test
        void aFlowThatIsCalledLikeOursButIsNotIsLeftAlone() {
            copyFlow("browser", "gatehouse-browser");
            JsonNode report = setUp("?force=true");
            assertThat(outcomes(report)).containsEntry("browser-flow", "conflict");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");
            undo("?force=true");
            deleteFlow("gatehouse-browser");
        }

        @Test
        void clientsAndIdentityProvidersWithFlowsOfTheirOwnAreNamed() {
            String flow = flow("browser").get("id").asText();
            realm.client("own-flow").publicClient().create();
            ObjectNode client = (ObjectNode) realm.admin()
                    .get("/clients?clientId=own-flow")
                    .send()
                    .json()
                    .get(0);
            client.putObject("authenticationFlowBindingOverrides").put("browser", flow);
            realm.admin()
                    .put("/clients/" + client.get("id").asText())
                    .json(client)
                    .send()
                    .expect(204);
            assertThat(setUp("").get("notes").toString()).contains("own-flow");
            realm.admin().delete("/clients/" + client.get("id").asText()).send().expect(204);
        }
    }

    @Nested
    @DisplayName("Given that an administrator changes something after set-up")
    class ChangedSince {

        @Test
        void aBindingIsLeftAsTheyPutIt() {
            setUp("");
            realm.update(other -> other.put("browserFlow", "browser").put("accountTheme", "corporate"));
            JsonNode again = setUp("");
            assertThat(outcomes(again))
                    .containsEntry("browser-flow", "conflict")
                    .containsEntry("account-theme", "conflict")
                    .containsEntry("direct-grant-flow", "already-so");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");

            JsonNode undone = undo("");
            assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
            assertThat(representation().get("accountTheme").asText()).isEqualTo("corporate");
            realm.update(other -> other.put("accountTheme", ""));
        }

        @Test
        void anUndoThatLeavesSomethingIsAnAdminEventAllTheSame() {
            realm.enableEvents();
            setUp("");
            realm.update(other -> other.put("accountTheme", "corporate"));
            undo("");
            JsonNode event = realm.adminEvents().stream()
                    .filter(one -> one.get("resourceType").asText().equals("GATEHOUSE_SETUP"))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.get("operationType").asText()).isEqualTo("DELETE");
            assertThat(event.get("representation").asText()).contains("corporate");
            realm.update(other -> other.put("accountTheme", ""));
        }

        @Test
        void flowsAreStillOursAfterAToolHasWrittenTheAttributesAnew() {
            setUp("");
            realm.update(other -> other.withObjectProperty("attributes").remove("gatehouse.setup"));
            assertThat(representation().at("/attributes/gatehouse.setup").isMissingNode())
                    .isTrue();
            assertThat(outcomes(setUp("")).values()).containsOnly("already-so");
            assertThat(outcomes(undo(""))).containsEntry("browser-flow", "done");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");
            assertThat(flow("gatehouse-browser")).isNull();
            realm.update(other -> other.put("accountTheme", "")
                    .put("bruteForceProtected", false)
                    .put("failureFactor", 30)
                    .put("waitIncrementSeconds", 60)
                    .put("maxFailureWaitSeconds", 900)
                    .put("rememberMe", false)
                    .put("ssoSessionMaxLifespan", 36000)
                    .put("ssoSessionMaxLifespanRememberMe", 0)
                    .put("ssoSessionIdleTimeoutRememberMe", 0));
            removeTab();
        }

        private void removeTab() {
            realm.admin()
                    .get("/components?type=org.keycloak.services.ui.extend.UiTabProvider")
                    .send()
                    .expect(200)
                    .json()
                    .forEach(component -> realm.admin()
                            .delete("/components/" + component.get("id").asText())
                            .send()
                            .expect(204));
        }

        @Test
        void forceBindsOursAgain() {
            setUp("");
            realm.update(other -> other.put("browserFlow", "browser"));
            assertThat(outcomes(setUp("?force=true"))).containsEntry("browser-flow", "done");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("gatehouse-browser");
            undo("");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");
        }

        @Test
        void aCopyThatTheyHaveChangedIsNotThrownAway() {
            setUp("");
            realm.admin()
                    .post("/authentication/flows/gatehouse-browser/executions/execution")
                    .json(Map.of("provider", "deny-access-authenticator"))
                    .send()
                    .expect(201);
            JsonNode undone = undo("");
            assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");
            assertThat(flow("gatehouse-browser")).isNotNull();
            deleteFlow("gatehouse-browser");
        }

        @Test
        void aFlowThatIsGoneCannotBeBoundAgain() {
            copyFlow("browser", "short-lived");
            realm.update(other -> other.put("browserFlow", "short-lived"));
            setUp("");
            deleteFlow("short-lived");
            JsonNode undone = undo("");
            assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
            assertThat(description(undone, "browser-flow")).contains("short-lived");
            assertThat(representation().get("browserFlow").asText()).isEqualTo("gatehouse-browser");
            realm.update(other -> other.put("browserFlow", "browser"));
        }

        @Test
        void aMemoryThatCannotBeReadIsRefusedByName() {
            setUp("");
            String memory = representation().at("/attributes/gatehouse.setup").asText();
            realm.attribute("gatehouse.setup", "{");
            Response refused = realm.admin().delete(SETUP).send();
            assertThat(refused.expect(409).json().get("field").asText()).isEqualTo("gatehouse.setup");
            realm.attribute("gatehouse.setup", memory);
            undo("");
        }
    }

    @Test
    void aRealmThatIsExportedAndImportedBehavesTheSame(TestServer server) {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("apiTokens", Map.of("prefix", "trip"), "passwordExpiry", Map.of("enabled", true)))
                .send()
                .expect(200);
        JsonNode pristine = whatSetupTouches();
        setUp("");
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
        assertThat(outcomes(setUp("")).values()).containsOnly("already-so");
        assertThat(outcomes(undo("")).values()).containsOnly("done", "already-so");
        assertThat(whatSetupTouches()).isEqualTo(pristine);
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
            setUp("");
            undo("");
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
        String before = export();
        realm.admin().post(SETUP + query).send().expect(400);
        realm.admin().delete(SETUP + query).send().expect(400);
        assertThat(export()).isEqualTo(before);
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
        String path = "/admin/realms/{realm}" + SETUP;
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
        assertThat(representation().get("browserFlow").asText()).isEqualTo("browser");
        assertThat(realm.http().post(path).bearer(manager.accessToken()).send().status())
                .isEqualTo(200);
    }

    private void copyFlow(String flow, String name) {
        realm.admin()
                .post("/authentication/flows/" + flow + "/copy")
                .json(Map.of("newName", name))
                .send()
                .expect(201);
    }

    private JsonNode flow(String alias) {
        return StreamSupport.stream(
                        realm.admin()
                                .get("/authentication/flows")
                                .send()
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(flow -> flow.get("alias").asText().equals(alias))
                .findFirst()
                .orElse(null);
    }

    private void deleteFlow(String alias) {
        realm.admin()
                .delete("/authentication/flows/" + flow(alias).get("id").asText())
                .send()
                .expect(204);
    }
}
