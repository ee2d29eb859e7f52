package io.github.gatehouse.tests.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.gatehouse.tests.setup.SetupCalls.description;
import static io.github.gatehouse.tests.setup.SetupCalls.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1: set-up where administrators have decided otherwise")
class SetupConflictIT {

    private final TestRealm realm;
    private final SetupCalls setup;

    SetupConflictIT(TestRealm realm) {
        this.realm = realm;
        this.setup = new SetupCalls(realm);
    }

    @AfterEach
    void pristine() {
        setup.undo("?force=true");
    }

    @Test
    void itsOwnFlowsAreCopiedAndComeBack() {
        setup.copyFlow("browser", "corporate browser");
        realm.update(other -> other.put("browserFlow", "corporate browser"));
        JsonNode report = setup.apply("");
        assertThat(description(report, "browser-flow")).contains("a copy of \"corporate browser\"");
        setup.undo("");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("corporate browser");
        realm.update(other -> other.put("browserFlow", "browser"));
        setup.deleteFlow("corporate browser");
    }

    @Test
    void whatTheyHaveChosenIsAConflictAndStaysUnlessForced() {
        realm.update(other -> other.put("accountTheme", "corporate").put("failureFactor", 3));
        JsonNode report = setup.apply("");
        assertThat(outcomes(report))
                .containsEntry("account-theme", "conflict")
                .containsEntry("brute-force-protection", "conflict")
                .containsEntry("browser-flow", "done");
        assertThat(description(report, "account-theme")).contains("corporate", "gatehouse");
        assertThat(description(report, "brute-force-protection")).contains("failureFactor is \"3\"");
        assertThat(setup.representation().get("accountTheme").asText()).isEqualTo("corporate");
        assertThat(setup.representation().get("bruteForceProtected").booleanValue())
                .as("a step does all or nothing")
                .isFalse();

        assertThat(outcomes(setup.apply("?force=true"))).containsEntry("account-theme", "done");
        assertThat(setup.representation().get("accountTheme").asText()).isEqualTo("gatehouse");
        setup.undo("");
        assertThat(setup.representation().get("accountTheme").asText()).isEqualTo("corporate");
        assertThat(setup.representation().get("failureFactor").intValue()).isEqualTo(3);
        realm.update(other -> other.put("accountTheme", "").put("failureFactor", 30));
    }

    @Test
    void hoursThatSomebodyHasSetAreAsGood() {
        realm.update(other -> other.put("ssoSessionMaxLifespan", 7200));
        assertThat(outcomes(setup.apply(""))).containsEntry("session-duration", "done");
        assertThat(setup.representation().get("ssoSessionMaxLifespan").intValue())
                .isEqualTo(7200);
        setup.undo("");
        assertThat(setup.representation().get("ssoSessionMaxLifespan").intValue())
                .isEqualTo(7200);
        realm.update(other -> other.put("ssoSessionMaxLifespan", 36000));
    }

    @Test
    void aFlowThatIsCalledLikeOursButIsNotIsLeftAlone() {
        setup.copyFlow("browser", "gatehouse-browser");
        JsonNode report = setup.apply("?force=true");
        assertThat(outcomes(report)).containsEntry("browser-flow", "conflict");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
        setup.undo("?force=true");
        setup.deleteFlow("gatehouse-browser");
    }

    @Test
    void clientsAndIdentityProvidersWithFlowsOfTheirOwnAreNamed() {
        String flow = setup.flow("browser").get("id").asText();
        realm.client("own-flow").publicClient().create();
        ObjectNode client = (ObjectNode)
                realm.admin().get("/clients?clientId=own-flow").send().json().get(0);
        client.putObject("authenticationFlowBindingOverrides").put("browser", flow);
        realm.admin()
                .put("/clients/" + client.get("id").asText())
                .json(client)
                .send()
                .expect(204);
        assertThat(setup.apply("").get("notes").toString()).contains("own-flow");
        realm.admin().delete("/clients/" + client.get("id").asText()).send().expect(204);
    }

    @Test
    void aBindingIsLeftAsTheyPutIt() {
        setup.apply("");
        realm.update(other -> other.put("browserFlow", "browser").put("accountTheme", "corporate"));
        JsonNode again = setup.apply("");
        assertThat(outcomes(again))
                .containsEntry("browser-flow", "conflict")
                .containsEntry("account-theme", "conflict")
                .containsEntry("direct-grant-flow", "already-so");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");

        JsonNode undone = setup.undo("");
        assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
        assertThat(setup.representation().get("accountTheme").asText()).isEqualTo("corporate");
        realm.update(other -> other.put("accountTheme", ""));
    }

    @Test
    void flowsAreStillOursAfterAToolHasWrittenTheAttributesAnew() {
        setup.apply("");
        realm.update(other -> other.withObjectProperty("attributes").remove("gatehouse.setup"));
        assertThat(setup.representation().at("/attributes/gatehouse.setup").isMissingNode())
                .isTrue();
        assertThat(outcomes(setup.apply("")).values()).containsOnly("already-so");
        assertThat(outcomes(setup.undo(""))).containsEntry("browser-flow", "done");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
        assertThat(setup.flow("gatehouse-browser")).isNull();
        realm.update(other -> other.put("accountTheme", "")
                .put("bruteForceProtected", false)
                .put("failureFactor", 30)
                .put("waitIncrementSeconds", 60)
                .put("maxFailureWaitSeconds", 900)
                .put("rememberMe", false)
                .put("ssoSessionMaxLifespan", 36000)
                .put("ssoSessionMaxLifespanRememberMe", 0)
                .put("ssoSessionIdleTimeoutRememberMe", 0));
        setup.removeTab();
    }

    @Test
    void whatTheyHaveTakenOutOfOurCopyStaysOutUnlessForced() {
        setup.apply("");
        for (JsonNode execution : executionsOfOurCopy()) {
            if (execution.path("providerId").asText().equals("gatehouse-condition-trusted-device")) {
                realm.admin()
                        .delete("/authentication/executions/"
                                + execution.get("id").asText())
                        .send()
                        .expect(204);
            }
        }
        assertThat(outcomes(setup.apply(""))).containsEntry("browser-flow", "conflict");
        assertThat(executionsOfOurCopy().toString()).doesNotContain("gatehouse-condition-trusted-device");
        assertThat(outcomes(setup.apply("?force=true"))).containsEntry("browser-flow", "done");
        assertThat(executionsOfOurCopy().toString()).contains("gatehouse-condition-trusted-device");
    }

    private JsonNode executionsOfOurCopy() {
        return realm.admin()
                .get("/authentication/flows/gatehouse-browser/executions")
                .send()
                .expect(200)
                .json();
    }

    @Test
    void forceBindsOursAgain() {
        setup.apply("");
        realm.update(other -> other.put("browserFlow", "browser"));
        assertThat(outcomes(setup.apply("?force=true"))).containsEntry("browser-flow", "done");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("gatehouse-browser");
        setup.undo("");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
    }

    @Test
    void whatTheyHavePutBackToKeycloaksDefaultIsTheirDecision() {
        setup.apply("");
        realm.update(other -> other.put("failureFactor", 30));
        JsonNode again = setup.apply("");
        assertThat(outcomes(again))
                .containsEntry("brute-force-protection", "conflict")
                .containsEntry("session-duration", "already-so");
        assertThat(setup.representation().get("failureFactor").intValue()).isEqualTo(30);
    }

    @Test
    void aCopyThatIsBoundAgainIsNotCalledACopyOfAnotherFlow() {
        setup.copyFlow("browser", "corporate browser");
        realm.update(other -> other.put("browserFlow", "corporate browser"));
        setup.apply("");
        realm.update(other -> other.put("browserFlow", "browser"));
        JsonNode forced = setup.apply("?force=true");
        assertThat(description(forced, "browser-flow"))
                .isEqualTo("The flow \"gatehouse-browser\" is bound again as browserFlow.");
        setup.undo("");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("corporate browser");
        realm.update(other -> other.put("browserFlow", "browser"));
        setup.deleteFlow("corporate browser");
    }
}
