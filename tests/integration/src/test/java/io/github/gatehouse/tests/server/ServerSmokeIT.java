package io.github.gatehouse.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@GatehouseTest
class ServerSmokeIT {

    @Test
    void theServerListsOurProviders(TestServer server) {
        JsonNode info = server.admin().get("/serverinfo").send().expect(200).json();

        assertThat(info.at("/providers/realm-restapi-extension/providers").has("gatehouse-testing"))
                .isTrue();
    }

    @Test
    void theTokenOfAUserIsGoodForAccountRest(TestRealm realm) throws Exception {
        TestUser alice = realm.user("alice").create();

        String token = alice.accessToken();

        JsonNode claims = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.get("aud").asText()).isEqualTo("account");
        assertThat(claims.at("/resource_access/account/roles")).extracting(JsonNode::asText).contains("manage-account");
        assertThat(claims.hasNonNull("sid")).isTrue();
        assertThat(claims.hasNonNull("sub")).isTrue();
        assertThat(claims.hasNonNull("auth_time")).isTrue();
        assertThat(realm.http().get("/realms/{realm}/account").header("Accept", "application/json").bearer(token).send().status())
                .isEqualTo(200);
    }
}
