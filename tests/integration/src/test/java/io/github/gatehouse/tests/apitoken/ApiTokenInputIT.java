package io.github.gatehouse.tests.apitoken;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A1: bad input is refused by field, and nothing is stored")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenInputIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private String accessToken;

    @BeforeAll
    void aUserWithoutTokens(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        realm.realmRole("not-hers");
        accessToken =
                realm.user("bad-input").realmRoles("reports-reader").create().accessToken();
    }

    private JsonNode stored() {
        return realm.http()
                .get("/realms/{realm}/api-tokens")
                .bearer(accessToken)
                .send()
                .expect(200)
                .json();
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                Arguments.of("name", null),
                Arguments.of("name", ""),
                Arguments.of("name", "   "),
                Arguments.of("name", "x".repeat(65)),
                Arguments.of("name", 7),
                Arguments.of("name", List.of("x")),
                Arguments.of("name", "<b>bold</b>"),
                Arguments.of("name", "a\nb"),
                Arguments.of("name", "a\u0000b"),
                Arguments.of("name", "\u001b[31mred"),
                Arguments.of("name", "abc\u202edef"),
                Arguments.of("name", "zero\u200bwidth"),
                Arguments.of("role", null),
                Arguments.of("role", ""),
                Arguments.of("role", 1),
                Arguments.of("role", "not-hers"),
                Arguments.of("role", "no-such-role"),
                Arguments.of("role", "x".repeat(10_000)),
                Arguments.of("validityMonths", null),
                Arguments.of("validityMonths", 0),
                Arguments.of("validityMonths", 13),
                Arguments.of("validityMonths", -1),
                Arguments.of("validityMonths", 1.5),
                Arguments.of("validityMonths", "3"),
                Arguments.of("validityMonths", 4_294_967_297L),
                Arguments.of("allowedAddresses", "10.0.0.0/8"),
                Arguments.of("allowedAddresses", List.of("example.org")),
                Arguments.of("allowedAddresses", List.of("0.0.0.0/0")),
                Arguments.of("allowedAddresses", List.of("10.0.0.0/33")),
                Arguments.of("allowedAddresses", List.of(1)),
                Arguments.of("allowedAddresses", java.util.Collections.nCopies(51, "10.0.0.1")),
                Arguments.of("audience", "account"),
                Arguments.of("audience", List.of("account")),
                Arguments.of("audience", List.of("no-such-client")),
                Arguments.of("unknown", "x"));
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void anyFieldAtFault(String field, Object value) {
        Response refused = calls.tryCreate(accessToken, ApiTokenCalls.form("fine", "reports-reader", field, value));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isIn("invalid_request", "role_not_held");
        assertThat(refused.json().get("field").asText()).isEqualTo(field);
        assertThat(refused.json().get("error_description").asText()).isNotBlank();
        assertThat(stored()).isEmpty();
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("application/json", ""),
                Arguments.of("application/json", "null"),
                Arguments.of("application/json", "[]"),
                Arguments.of("application/json", "{\"name\": \"x\""),
                Arguments.of(
                        "application/json",
                        "{\"name\":\"x\",\"name\":\"y\",\"role\":\"reports-reader\",\"validityMonths\":1}"),
                Arguments.of("application/json", "{\"name\":\"" + "x".repeat(20_000) + "\"}"),
                Arguments.of("text/plain", "{\"name\":\"x\",\"role\":\"reports-reader\",\"validityMonths\":1}"),
                Arguments.of("application/xml", "<name>x</name>"),
                Arguments.of("application/x-www-form-urlencoded", "name=x&role=reports-reader&validityMonths=1"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void anyBodyAtFault(String contentType, String body) {
        Response refused = realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(accessToken)
                .rawBody(contentType, body.getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(stored()).isEmpty();
    }
}
