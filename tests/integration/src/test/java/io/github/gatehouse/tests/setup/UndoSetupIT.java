package io.github.gatehouse.tests.setup;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.gatehouse.tests.setup.SetupCalls.description;
import static io.github.gatehouse.tests.setup.SetupCalls.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1: undoing a set-up after somebody has changed something")
class UndoSetupIT {

    private final TestRealm realm;
    private final SetupCalls setup;

    UndoSetupIT(TestRealm realm) {
        this.realm = realm;
        this.setup = new SetupCalls(realm);
    }

    @AfterEach
    void pristine() {
        setup.undo("?force=true");
    }

    @Test
    void anUndoThatLeavesSomethingIsAnAdminEventAllTheSame() {
        realm.enableEvents();
        setup.apply("");
        realm.update(other -> other.put("accountTheme", "corporate"));
        setup.undo("");
        JsonNode event = realm.adminEvents().stream()
                .filter(one -> one.get("resourceType").asText().equals("GATEHOUSE_SETUP"))
                .findFirst()
                .orElseThrow();
        assertThat(event.get("operationType").asText()).isEqualTo("DELETE");
        assertThat(event.get("representation").asText()).contains("corporate");
        realm.update(other -> other.put("accountTheme", ""));
    }

    @Test
    void aCopyThatTheyHaveChangedIsNotThrownAway() {
        setup.apply("");
        realm.admin()
                .post("/authentication/flows/gatehouse-browser/executions/execution")
                .json(Map.of("provider", "deny-access-authenticator"))
                .send()
                .expect(201);
        JsonNode undone = setup.undo("");
        assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
        assertThat(setup.flow("gatehouse-browser")).isNotNull();
        setup.deleteFlow("gatehouse-browser");
    }

    @Test
    void aFlowThatIsGoneCannotBeBoundAgain() {
        setup.copyFlow("browser", "short-lived");
        realm.update(other -> other.put("browserFlow", "short-lived"));
        setup.apply("");
        setup.deleteFlow("short-lived");
        JsonNode undone = setup.undo("");
        assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
        assertThat(description(undone, "browser-flow")).contains("short-lived");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("gatehouse-browser");
        realm.update(other -> other.put("browserFlow", "browser"));
    }

    @Test
    void aMemoryThatCannotBeReadIsRefusedByName() {
        setup.apply("");
        String memory = setup.representation().at("/attributes/gatehouse.setup").asText();
        realm.attribute("gatehouse.setup", "{");
        Response refused = realm.admin().delete(SetupCalls.PATH).send();
        assertThat(refused.expect(409).json().get("field").asText()).isEqualTo("gatehouse.setup");
        realm.attribute("gatehouse.setup", memory);
        setup.undo("");
    }

    @Test
    void aCopyThatAClientUsesIsKeptEvenIfForced() {
        setup.apply("");
        realm.client("own-flow").publicClient().create();
        ObjectNode client = (ObjectNode)
                realm.admin().get("/clients?clientId=own-flow").send().json().get(0);
        String path = "/clients/" + client.get("id").asText();
        client.putObject("authenticationFlowBindingOverrides")
                .put("browser", setup.flow("gatehouse-browser").get("id").asText());
        realm.admin().put(path).json(client).send().expect(204);
        try {
            JsonNode undone = setup.undo("?force=true");
            assertThat(outcomes(undone))
                    .containsEntry("browser-flow", "conflict")
                    .containsEntry("direct-grant-flow", "done");
            assertThat(description(undone, "browser-flow")).contains("kept", "a client or an identity provider");
            assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("browser");
            assertThat(setup.flow("gatehouse-browser")).isNotNull();
        } finally {
            realm.admin().delete(path).send().expect(204);
        }
        setup.deleteFlow("gatehouse-browser");
    }

    @Test
    void aCopyThatAnIdentityProviderUsesIsKept() {
        setup.apply("");
        realm.admin()
                .post("/identity-provider/instances")
                .json(Map.of(
                        "alias",
                        "own-flow",
                        "providerId",
                        "google",
                        "firstBrokerLoginFlowAlias",
                        "gatehouse-first-broker-login",
                        "config",
                        Map.of("clientId", "c", "clientSecret", "s")))
                .send()
                .expect(201);
        try {
            JsonNode undone = setup.undo("");
            assertThat(outcomes(undone)).containsEntry("first-broker-login-flow", "conflict");
            assertThat(setup.representation().get("firstBrokerLoginFlow").asText())
                    .isEqualTo("first broker login");
            assertThat(setup.flow("gatehouse-first-broker-login")).isNotNull();
        } finally {
            realm.admin().delete("/identity-provider/instances/own-flow").send().expect(204);
        }
        setup.deleteFlow("gatehouse-first-broker-login");
    }

    @Test
    void aValueThatTheyHaveChangedIsLeftAndTheOthersAreRestored() {
        setup.apply("");
        realm.update(other -> other.put("failureFactor", 7));
        JsonNode undone = setup.undo("");
        assertThat(outcomes(undone))
                .containsEntry("brute-force-protection", "conflict")
                .containsEntry("session-duration", "done");
        assertThat(description(undone, "brute-force-protection")).contains("failureFactor is \"7\"");
        assertThat(setup.representation().get("failureFactor").intValue()).isEqualTo(7);
        assertThat(setup.representation().get("waitIncrementSeconds").intValue())
                .isEqualTo(60);
        assertThat(setup.representation().get("bruteForceProtected").booleanValue())
                .isFalse();
        realm.update(other -> other.put("failureFactor", 30));
    }

    @Test
    void anotherFlowThatTheyHaveBoundStaysBound() {
        setup.copyFlow("browser", "third browser");
        setup.apply("");
        realm.update(other -> other.put("browserFlow", "third browser"));
        JsonNode undone = setup.undo("");
        assertThat(outcomes(undone)).containsEntry("browser-flow", "conflict");
        assertThat(description(undone, "browser-flow")).contains("third browser");
        assertThat(setup.representation().get("browserFlow").asText()).isEqualTo("third browser");
        assertThat(setup.flow("gatehouse-browser")).isNull();
        realm.update(other -> other.put("browserFlow", "browser"));
        setup.deleteFlow("third browser");
    }
}
