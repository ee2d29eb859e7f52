package io.github.gatehouse.tests.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client of a {@link TestRealm}. */
public final class TestClient {

    private final String id;
    private final String clientId;
    private final String secret;

    private TestClient(String id, String clientId, String secret) {
        this.id = id;
        this.clientId = clientId;
        this.secret = secret;
    }

    /** The internal id, as admin REST wants it. */
    public String id() {
        return id;
    }

    public String clientId() {
        return clientId;
    }

    /**
     * The client's secret.
     *
     * @throws IllegalStateException if the client is a public one
     */
    public String secret() {
        if (secret == null) {
            throw new IllegalStateException("A public client has no secret: " + clientId);
        }
        return secret;
    }

    @Override
    public String toString() {
        return "TestClient[" + clientId + "]";
    }

    /** A client being put together: confidential and without any grant, unless told otherwise. */
    public static final class Builder {

        private final TestRealm realm;
        private final String clientId;
        private final List<String> redirectUris = new ArrayList<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private boolean isPublic;
        private boolean serviceAccount;
        private boolean standardFlow;
        private boolean directGrants;

        Builder(TestRealm realm, String clientId) {
            this.realm = realm;
            this.clientId = clientId;
        }

        /** The client signs in with a secret. */
        public Builder confidential() {
            isPublic = false;
            return this;
        }

        /** The client has no secret. */
        public Builder publicClient() {
            isPublic = true;
            return this;
        }

        /** The client-credentials grant. */
        public Builder serviceAccount() {
            serviceAccount = true;
            return this;
        }

        public Builder attribute(String key, String value) {
            attributes.put(key, value);
            return this;
        }

        public Builder redirectUri(String uri) {
            redirectUris.add(uri);
            return this;
        }

        /** The authorization-code grant. */
        public Builder standardFlow() {
            standardFlow = true;
            return this;
        }

        /** The password grant. */
        public Builder directGrants() {
            directGrants = true;
            return this;
        }

        /** Keycloak's standard token exchange. */
        public Builder tokenExchange() {
            return attribute("standard.token.exchange.enabled", "true");
        }

        public TestClient create() {
            String secret = isPublic ? null : UUID.randomUUID().toString();
            Map<String, Object> representation = new LinkedHashMap<>();
            representation.put("clientId", clientId);
            representation.put("enabled", true);
            representation.put("protocol", "openid-connect");
            representation.put("publicClient", isPublic);
            representation.put("secret", secret);
            representation.put("serviceAccountsEnabled", serviceAccount);
            representation.put("standardFlowEnabled", standardFlow);
            representation.put("directAccessGrantsEnabled", directGrants);
            representation.put("redirectUris", redirectUris);
            representation.put("attributes", attributes);
            String id =
                    realm.admin().post("/clients").json(representation).send().createdId();
            return new TestClient(id, clientId, secret);
        }
    }
}
