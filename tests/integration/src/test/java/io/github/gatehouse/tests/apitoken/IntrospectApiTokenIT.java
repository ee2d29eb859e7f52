package io.github.gatehouse.tests.apitoken;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GatehouseTest
@DisplayName("A3: an API token at Keycloak's own introspection endpoint (RFC 7662)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectApiTokenIT {

    private static final String PATH = "/realms/{realm}/protocol/openid-connect/token/introspect";

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;
    private TestClient reportsApi;
    private Created created;

    @BeforeAll
    void aToken(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        alice = realm.user("alice")
                .email("alice@example.org")
                .realmRoles("reports-reader")
                .create();
        reportsApi = calls.acceptingClient("reports-api");
        created = calls.create(alice, "introspected", "reports-reader");
    }

    @Test
    void tellsAllThatAResourceServerNeeds() {
        JsonNode answer =
                calls.introspect(reportsApi, created.token()).expect(200).json();
        assertThat(answer.get("active").asBoolean()).isTrue();
        assertThat(answer.get("iss").asText()).isEqualTo(realm.issuer().toString());
        assertThat(answer.get("sub").asText()).isEqualTo(alice.id());
        assertThat(answer.get("username").asText()).isEqualTo("alice");
        assertThat(answer.get("client_id").asText()).isNotBlank();
        assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.get("scope").asText()).isEqualTo("reports-reader");
        assertThat(answer.get("aud").toString()).isEqualTo("[\"reports-api\"]");
        assertThat(answer.get("jti").asText()).isEqualTo(created.id());
        assertThat(answer.get("acr").asText()).isEqualTo("0");
        assertThat(answer.has("auth_time")).isFalse();
        assertThat(answer.get("nbf").asLong()).isEqualTo(answer.get("iat").asLong());
        assertThat(answer.get("exp").asLong()).isGreaterThan(answer.get("iat").asLong());
        assertThat(answer.at("/realm_access/roles").toString()).isEqualTo("[\"reports-reader\"]");
        assertThat(answer.has("resource_access")).isFalse();
    }

    @Test
    void aClientRoleStandsWhereKeycloakPutsIt() {
        realm.clientRole("reports-api", "archive");
        TestUser bob = realm.user("bob").clientRole("reports-api", "archive").create();
        Created token = calls.create(bob, "archive", "reports-api/archive");
        JsonNode answer =
                calls.introspect(reportsApi, token.token()).expect(200).json();
        assertThat(answer.at("/resource_access/reports-api/roles").toString()).isEqualTo("[\"archive\"]");
        assertThat(answer.has("realm_access")).isFalse();
        assertThat(answer.get("scope").asText()).isEqualTo("reports-api/archive");
    }

    @Test
    @DisplayName("abuse case 29: a role's name with a blank does not become two scopes")
    void aBlankInARolesNameMakesNoSecondScope() {
        realm.realmRole("reports admin");
        TestUser dora = realm.user("dora").realmRoles("reports admin").create();
        Created token = calls.create(dora, "blank", "reports admin");
        JsonNode answer =
                calls.introspect(reportsApi, token.token()).expect(200).json();
        assertThat(answer.get("scope").asText()).isEmpty();
        assertThat(answer.at("/realm_access/roles").toString()).isEqualTo("[\"reports admin\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "gatehouse-api-token", ApiTokenCalls.TOKEN_TYPE})
    void theHintMakesNoDifference(String hint) {
        Response answer = realm.http()
                .post(PATH)
                .basic(reportsApi.clientId(), reportsApi.secret())
                .form("token", created.token(), "token_type_hint", hint)
                .send();
        assertThat(answer.expect(200).json().get("active").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("abuse case 28: a client outside the audience learns nothing")
    void aClientOutsideTheAudienceLearnsNothing() {
        TestClient billingApi = calls.acceptingClient("billing-api");
        TestClient plain = realm.client("plain-client").confidential().create();
        Created limited = calls.create(
                alice,
                Map.of(
                        "name",
                        "limited",
                        "role",
                        "reports-reader",
                        "validityMonths",
                        1,
                        "audience",
                        List.of("reports-api")));

        assertThat(calls.isActive(reportsApi, limited.token())).isTrue();
        assertThat(calls.introspect(billingApi, limited.token()).expect(200).text())
                .isEqualTo("{\"active\":false}");
        assertThat(calls.introspect(plain, created.token()).expect(200).text()).isEqualTo("{\"active\":false}");
        assertThat(calls.isActive(billingApi, created.token())).isTrue();
    }

    @Test
    void whoIsNoConfidentialClientLearnsNothing() {
        TestClient open = realm.client("public-client")
                .publicClient()
                .attribute(ApiTokenCalls.ACCEPT, "true")
                .create();
        Response refused = realm.http()
                .post(PATH)
                .form("client_id", open.clientId(), "token", created.token())
                .send();
        assertThat(refused.status()).isIn(401, 403);
        assertThat(refused.text()).doesNotContain("\"active\"");
        assertThat(realm.http().post(PATH).form("token", created.token()).send().status())
                .isEqualTo(401);
        assertThat(realm.http()
                        .post(PATH)
                        .basic("reports-api", "wrong")
                        .form("token", created.token())
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("abuse case 25: Keycloak's own clients are no audience, whatever their attributes say")
    void keycloaksOwnClientsAreNoAudience() {
        JsonNode broker = realm.admin()
                .get("/clients?clientId=broker")
                .send()
                .expect(200)
                .json()
                .get(0);
        ((com.fasterxml.jackson.databind.node.ObjectNode) broker)
                .withObjectProperty("attributes")
                .put(ApiTokenCalls.ACCEPT, "true");
        ((com.fasterxml.jackson.databind.node.ObjectNode) broker)
                .put("bearerOnly", false)
                .put("secret", "broker-secret");
        realm.admin()
                .put("/clients/" + broker.get("id").asText())
                .json(broker)
                .send()
                .expect(204);
        Response answer = realm.http()
                .post(PATH)
                .basic("broker", "broker-secret")
                .form("token", created.token())
                .send();
        assertThat(answer.expect(200).text()).isEqualTo("{\"active\":false}");
    }

    @Test
    @DisplayName("abuse case 31: a token limited to addresses, from another one")
    void theAddressCounts() {
        Created limited = calls.create(
                alice,
                Map.of(
                        "name",
                        "office",
                        "role",
                        "reports-reader",
                        "validityMonths",
                        1,
                        "allowedAddresses",
                        List.of("198.51.100.0/24")));
        assertThat(calls.isActive(reportsApi, limited.token()))
                .as("the resource server's own address")
                .isFalse();
        assertThat(introspectFrom(limited.token(), "198.51.100.9")
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
        assertThat(introspectFrom(limited.token(), "203.0.113.1")
                        .json()
                        .get("active")
                        .asBoolean())
                .isFalse();
        assertThat(introspectFrom(limited.token(), "198.51.100.0/24").status()).isEqualTo(400);
        assertThat(introspectFrom(limited.token(), "<script>").status()).isEqualTo(400);
    }

    private Response introspectFrom(String token, String address) {
        return realm.http()
                .post(PATH)
                .basic(reportsApi.clientId(), reportsApi.secret())
                .form("token", token, "client_address", address)
                .send();
    }

    @Test
    void theRealmsNotBeforeCounts() {
        realm.realmRole("revocable");
        TestUser carol = realm.user("carol").realmRoles("revocable").create();
        Created token = calls.create(carol, "before", "revocable");
        int later = (int) (System.currentTimeMillis() / 1000) + 60;
        realm.update(r -> r.put("notBefore", later));
        try {
            assertThat(calls.isActive(reportsApi, token.token())).isFalse();
            assertThat(calls.verify(token.token()).status()).isEqualTo(401);
        } finally {
            realm.update(r -> r.put("notBefore", 0));
        }
        assertThat(calls.isActive(reportsApi, token.token())).isTrue();
    }

    @Nested
    @DisplayName("What is no API token is left to Keycloak")
    class AccessTokens {

        @Test
        void anAccessTokenIsIntrospectedAsEver() {
            TestClient app = realm.client("app").confidential().directGrants().create();
            // Since 26.6.2 the introspecting client must be in the token's audience.
            realm.admin()
                    .post("/clients/" + app.id() + "/protocol-mappers/models")
                    .json(Map.of(
                            "name", "audience",
                            "protocol", "openid-connect",
                            "protocolMapper", "oidc-audience-mapper",
                            "config", Map.of("included.client.audience", "app", "access.token.claim", "true")))
                    .send()
                    .expect(201);
            String accessToken = realm.http()
                    .post("/realms/{realm}/protocol/openid-connect/token")
                    .basic("app", app.secret())
                    .form("grant_type", "password", "username", "alice", "password", alice.password())
                    .send()
                    .expect(200)
                    .json()
                    .get("access_token")
                    .asText();
            JsonNode answer = calls.introspect(app, accessToken).expect(200).json();
            assertThat(answer.get("active").asBoolean()).isTrue();
            assertThat(answer.get("username").asText()).isEqualTo("alice");
            assertThat(calls.isActive(reportsApi, accessToken)).isFalse();
        }

        @Test
        void nonsenseIsInactive() {
            for (String nonsense : List.of("x", "gth_", created.token() + "x", "a.b.c", "\u0000", "x".repeat(10_000))) {
                assertThat(calls.introspect(reportsApi, nonsense).expect(200).text())
                        .isEqualTo("{\"active\":false}");
            }
        }

        @Test
        void anUnknownHintIsRefusedAsEver() {
            Response refused = realm.http()
                    .post(PATH)
                    .basic(reportsApi.clientId(), reportsApi.secret())
                    .form("token", created.token(), "token_type_hint", "no-such-type")
                    .send();
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Nested
    @DisplayName("Unmodified libraries")
    class Libraries {

        @Test
        void springSecurityTakesTheRoleForAScope() {
            SpringOpaqueTokenIntrospector spring = new SpringOpaqueTokenIntrospector(
                    endpoint().toString(), reportsApi.clientId(), reportsApi.secret());
            OAuth2AuthenticatedPrincipal principal = spring.introspect(created.token());
            assertThat(principal.getName()).isEqualTo(alice.id());
            assertThat(principal.<String>getAttribute("username")).isEqualTo("alice");
            assertThat(principal.getAuthorities())
                    .extracting(GrantedAuthority::getAuthority)
                    .containsExactly("SCOPE_reports-reader");
            assertThatThrownBy(() -> spring.introspect(created.token() + "x"))
                    .isInstanceOf(BadOpaqueTokenException.class);
        }

        @Test
        void nimbusReadsEveryMember() throws Exception {
            HTTPRequest request = new TokenIntrospectionRequest(
                            endpoint(),
                            new ClientSecretBasic(new ClientID(reportsApi.clientId()), new Secret(reportsApi.secret())),
                            new BearerAccessToken(created.token()))
                    .toHTTPRequest();
            TokenIntrospectionSuccessResponse answer =
                    TokenIntrospectionResponse.parse(request.send()).toSuccessResponse();
            assertThat(answer.isActive()).isTrue();
            assertThat(answer.getSubject().getValue()).isEqualTo(alice.id());
            assertThat(answer.getUsername()).isEqualTo("alice");
            assertThat(answer.getScope().toStringList()).containsExactly("reports-reader");
            assertThat(answer.getAudience()).extracting(a -> a.getValue()).containsExactly("reports-api");
            assertThat(answer.getJWTID().getValue()).isEqualTo(created.id());
        }

        private URI endpoint() {
            return URI.create(realm.issuer() + "/protocol/openid-connect/token/introspect");
        }
    }

    @Test
    void aClientThatAsksForAJwtGetsAShortLivedOneWithTheSameRoles() {
        TestClient jwtApi = realm.client("jwt-api")
                .confidential()
                .attribute(ApiTokenCalls.ACCEPT, "true")
                .attribute("client.introspection.response.allow.jwt.claim.enabled", "true")
                .create();
        JsonNode answer = realm.http()
                .post(PATH)
                .basic(jwtApi.clientId(), jwtApi.secret())
                .header("Accept", "application/jwt")
                .form("token", created.token())
                .send()
                .expect(200)
                .json();
        JsonNode claims = Jwt.claims(answer.get("jwt").asText());
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isBetween(1L, 300L);
        assertThat(StreamSupport.stream(claims.at("/realm_access/roles").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactly("reports-reader");
    }
}
