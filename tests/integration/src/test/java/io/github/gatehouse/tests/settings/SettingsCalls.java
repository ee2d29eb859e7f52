package io.github.gatehouse.tests.settings;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;

/** The calls of the settings' REST, in a realm that can be put back to what it was. */
final class SettingsCalls {

    static final String PATH = "/account-security/settings";

    private final TestRealm realm;
    private final ObjectNode realmBefore;

    SettingsCalls(TestRealm realm) {
        this.realm = realm;
        this.realmBefore = realm();
    }

    /** Makes the realm, except for its identity providers, what it was when this was made. */
    void restore() {
        ObjectNode now = realm();
        ObjectNode attributes = realmBefore.withObjectProperty("attributes");
        now.withObjectProperty("attributes").fieldNames().forEachRemaining(name -> {
            if (!attributes.has(name)) {
                attributes.put(name, "");
            }
        });
        if (!realmBefore.has("passwordPolicy")) {
            // What is missing would stay.
            realmBefore.put("passwordPolicy", "");
        }
        realm.admin().put("").json(realmBefore).send().expect(204);
    }

    /** The realm as Keycloak represents it. */
    ObjectNode realm() {
        return (ObjectNode) realm.admin().get("").send().expect(200).json();
    }

    JsonNode read() {
        return realm.admin().get(PATH).send().expect(200).json();
    }

    Response put(String json) {
        return realm.admin()
                .put(PATH)
                .rawBody("application/json", json.getBytes(StandardCharsets.UTF_8))
                .send();
    }
}
