package io.github.gatehouse.tests.apitoken;

import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestUser;

import static org.assertj.core.api.Assertions.assertThat;

/** A resource server, a gateway and whatever else API tokens are used at: the places where an ended token must be refused. */
final class EveryPath {

    private final ApiTokenCalls calls;
    private final TestClient reportsApi;

    EveryPath(ApiTokenCalls calls) {
        this.calls = calls;
        reportsApi = calls.acceptingClient("reports-api");
    }

    /** The token was used on every path before, so that what is cached is cached. */
    Created used(TestUser owner, String name) {
        Created created = calls.create(owner, name, "reports-reader");
        assertThat(calls.verify(created.token()).status()).isEqualTo(200);
        assertThat(calls.isActive(reportsApi, created.token())).isTrue();
        assertThat(calls.exchange(reportsApi, created.token()).status()).isEqualTo(200);
        return created;
    }

    void assertRefused(String token) {
        Response refused = calls.verify(token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(refused.header("X-Auth-Request-User")).isNull();
        assertThat(calls.introspect(reportsApi, token).expect(200).text()).isEqualTo("{\"active\":false}");
        assertThat(calls.exchange(reportsApi, token).status()).isEqualTo(400);
    }
}
