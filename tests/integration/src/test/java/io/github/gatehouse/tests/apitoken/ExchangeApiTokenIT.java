package io.github.gatehouse.tests.apitoken;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
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

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A3: an API token exchanged for a short-lived JWT (RFC 8693)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeApiTokenIT {

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
        realm.realmRole("more-than-the-token");
        alice = realm.user("alice")
                .realmRoles("reports-reader", "more-than-the-token")
                .create();
        reportsApi = realm.client("reports-api")
                .confidential()
                .tokenExchange()
                .attribute(ApiTokenCalls.ACCEPT, "true")
                .create();
        created = calls.create(alice, "exchanged", "reports-reader");
    }

    @Test
    void anOrdinaryLibraryVerifiesTheResult() throws Exception {
        JsonNode answer =
                calls.exchange(reportsApi, created.token()).expect(200).json();
        assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.get("issued_token_type").asText()).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(answer.get("expires_in").asLong()).isBetween(1L, 300L);
        assertThat(answer.has("refresh_token")).isFalse();

        DefaultJWTProcessor<com.nimbusds.jose.proc.SecurityContext> nimbus = new DefaultJWTProcessor<>();
        nimbus.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.create(URI.create(realm.issuer() + "/protocol/openid-connect/certs")
                                .toURL())
                        .build()));
        nimbus.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "reports-api",
                new JWTClaimsSet.Builder().issuer(realm.issuer().toString()).build(),
                Set.of("sub", "exp", "iat", "jti")));
        JWTClaimsSet claims = nimbus.process(answer.get("access_token").asText(), null);
        assertThat(claims.getSubject()).isEqualTo(alice.id());
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo("alice");
        assertThat(claims.getAudience()).containsExactly("reports-api");
        assertThat(claims.getJSONObjectClaim("realm_access").get("roles")).isEqualTo(List.of("reports-reader"));
        assertThat(claims.getClaim("resource_access")).isNull();
        assertThat(claims.getClaim("sid")).isNull();
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isLessThanOrEqualTo(300_000);
    }

    @Test
    void theAudienceIsWithinTheTokens() {
        calls.acceptingClient("billing-api");
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
        assertThat(audience(calls.exchange(reportsApi, created.token(), "audience", "billing-api"))
                        .asText())
                .isEqualTo("billing-api");
        assertThat(calls.exchange(reportsApi, limited.token(), "audience", "billing-api")
                        .expect(400)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_target");
        for (String never : List.of("account", "realm-management", "no-such-client")) {
            calls.exchange(reportsApi, created.token(), "audience", never).expect(400);
        }
    }

    private static JsonNode audience(Response answer) {
        return Jwt.claims(answer.expect(200).json().get("access_token").asText())
                .get("aud");
    }

    @Test
    void whoDoesNotAcceptApiTokensExchangesNone() {
        TestClient plain = realm.client("plain").confidential().tokenExchange().create();
        assertThat(calls.exchange(plain, created.token())
                        .expect(400)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("unauthorized_client");
        TestClient open = realm.client("open")
                .publicClient()
                .attribute(ApiTokenCalls.ACCEPT, "true")
                .create();
        Response refused = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id",
                        open.clientId(),
                        "subject_token",
                        created.token(),
                        "subject_token_type",
                        ApiTokenCalls.TOKEN_TYPE)
                .send();
        assertThat(refused.status()).isIn(400, 401, 403);
    }

    @Test
    void badRequestsAreRefused() {
        for (String bad : List.of(created.token() + "x", "x", "", alice.accessToken())) {
            Response refused = calls.exchange(reportsApi, bad);
            assertThat(refused.status()).as(bad).isEqualTo(400);
            assertThat(refused.json().has("access_token")).isFalse();
        }
        calls.exchange(reportsApi, created.token(), "requested_subject", "admin")
                .expect(400);
        calls.exchange(reportsApi, created.token(), "actor_token", created.token())
                .expect(400);
        calls.exchange(
                        reportsApi,
                        created.token(),
                        "requested_token_type",
                        "urn:ietf:params:oauth:token-type:refresh_token")
                .expect(400);
    }

    @Test
    @DisplayName("A4: once the API token is revoked, introspection of what was made from it says so")
    void isNoLongerActiveOnceTheApiTokenIsRevoked() {
        Created token = calls.create(alice, "revoked later", "reports-reader");
        String jwt = exchanged(token);
        JsonNode before = calls.introspect(reportsApi, jwt).expect(200).json();
        assertThat(before.get("active").asBoolean()).isTrue();
        assertThat(before.at("/realm_access/roles").toString()).isEqualTo("[\"reports-reader\"]");
        assertThat(before.has("resource_access")).isFalse();
        calls.revoke(alice, token.id()).expect(204);
        assertThat(calls.isActive(reportsApi, jwt)).isFalse();
        calls.exchange(reportsApi, token.token()).expect(400);
    }

    private String exchanged(Created token) {
        return calls.exchange(reportsApi, token.token())
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }

    @Nested
    @DisplayName("Abuse case 25: the JWT opens nothing at Keycloak itself")
    class AtKeycloak {

        @Test
        void neitherAccountNorAdministrationNorUserInfo() {
            String jwt = exchanged(created);
            assertThat(realm.http()
                            .get("/realms/{realm}/account/")
                            .header("Accept", "application/json")
                            .bearer(jwt)
                            .send()
                            .status())
                    .isEqualTo(401);
            assertThat(realm.http()
                            .get("/realms/{realm}/api-tokens")
                            .bearer(jwt)
                            .send()
                            .status())
                    .isEqualTo(401);
            assertThat(realm.http()
                            .get("/admin/realms/{realm}/users")
                            .bearer(jwt)
                            .send()
                            .status())
                    .isEqualTo(401);
            assertThat(realm.http()
                            .get("/realms/{realm}/protocol/openid-connect/userinfo")
                            .bearer(jwt)
                            .send()
                            .status())
                    .isIn(401, 403);
        }

        @Test
        void norAnotherTokenExchange() {
            Response refused = realm.http()
                    .post("/realms/{realm}/protocol/openid-connect/token")
                    .basic(reportsApi.clientId(), reportsApi.secret())
                    .form(
                            "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                            "subject_token", exchanged(created),
                            "subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                    .send();
            assertThat(refused.status()).isIn(400, 401, 403);
            assertThat(refused.text()).doesNotContain("access_token\":");
        }

        @Test
        void norAPermissionTicket() {
            Response refused = realm.http()
                    .post("/realms/{realm}/protocol/openid-connect/token")
                    .bearer(exchanged(created))
                    .form("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", "reports-api")
                    .send();
            assertThat(refused.status()).isIn(400, 401, 403);
            assertThat(refused.text()).doesNotContain("access_token\":");
        }
    }
}
