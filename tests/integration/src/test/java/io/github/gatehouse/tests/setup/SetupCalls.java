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
import io.github.gatehouse.tests.support.TestRealm;

/** The calls of set-up, and what is needed to see what they have done. */
final class SetupCalls {

    static final String PATH = "/account-security/setup";

    private final TestRealm realm;

    SetupCalls(TestRealm realm) {
        this.realm = realm;
    }

    JsonNode apply(String query) {
        return realm.admin().post(PATH + query).send().expect(200).json();
    }

    JsonNode undo(String query) {
        return realm.admin().delete(PATH + query).send().expect(200).json();
    }

    ObjectNode representation() {
        return (ObjectNode) realm.admin().get("").send().expect(200).json();
    }

    /** The whole realm as Keycloak exports it, lists in an order of their own. */
    String export() {
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
                    .map(SetupCalls::sorted)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(copy::add);
            return copy;
        }
        return node;
    }

    /** An import adds defaults of Keycloak's own all over the realm, so the whole of it cannot be compared. */
    JsonNode whatSetupTouches() {
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
        node.forEach(SetupCalls::withoutIds);
        return node;
    }

    static Map<String, String> outcomes(JsonNode report) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        report.get("steps")
                .forEach(step -> outcomes.put(
                        step.get("step").asText(), step.get("outcome").asText()));
        return outcomes;
    }

    static String description(JsonNode report, String step) {
        return StreamSupport.stream(report.get("steps").spliterator(), false)
                .filter(one -> one.get("step").asText().equals(step))
                .map(one -> one.get("description").asText())
                .findFirst()
                .orElseThrow();
    }

    void removeTab() {
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

    void copyFlow(String flow, String name) {
        realm.admin()
                .post("/authentication/flows/" + flow + "/copy")
                .json(Map.of("newName", name))
                .send()
                .expect(201);
    }

    JsonNode flow(String alias) {
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

    void deleteFlow(String alias) {
        realm.admin()
                .delete("/authentication/flows/" + flow(alias).get("id").asText())
                .send()
                .expect(204);
    }
}
