package io.github.gatehouse.tests.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A server with Gatehouse in it")
class ServerSmokeIT {

    @Test
    void listsOurProviders(TestServer server) {
        JsonNode providers =
                server.admin().get("/serverinfo").send().expect(200).json().get("providers");

        assertThat(idsOf(providers, "realm-restapi-extension")).contains("api-tokens", "gatehouse-testing");
        assertThat(idsOf(providers, "jpa-entity-provider")).contains("gatehouse-jpa");
        assertThat(idsOf(providers, "oauth2-token-introspection")).contains("access_token", "gatehouse-api-token");
    }

    @Test
    void offersOurThemeForTheAccountConsole(TestServer server) {
        JsonNode themes =
                server.admin().get("/serverinfo").send().expect(200).json().at("/themes/account");

        assertThat(themes).extracting(theme -> theme.get("name").asText()).contains("gatehouse");
    }

    @Test
    void givesAUserATokenThatIsGoodForAccountRest(TestRealm realm) {
        TestUser alice = realm.user("alice").create();

        JsonNode claims = alice.signIn().claims();

        assertThat(claims.get("aud").asText()).isEqualTo("account");
        assertThat(claims.at("/resource_access/account/roles"))
                .extracting(JsonNode::asText)
                .contains("manage-account");
        assertThat(claims.get("sub").asText()).isEqualTo(alice.id());
        assertThat(claims.hasNonNull("sid")).isTrue();
        assertThat(realm.http()
                        .get("/realms/{realm}/account")
                        .header("Accept", "application/json")
                        .bearer(alice.accessToken())
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void seesTheClientsAddressThatTheProxyForwards(TestRealm realm) {
        realm.enableEvents();
        TestUser dora = realm.user("dora").create();

        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .header("X-Forwarded-For", "203.0.113.7")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        dora.username(),
                        "password",
                        dora.password())
                .send()
                .expect(200);

        assertThat(realm.events())
                .filteredOn(event -> event.path("userId").asText().equals(dora.id()))
                .extracting(event -> event.get("ipAddress").asText())
                .containsExactly("203.0.113.7");
    }

    @Test
    void resolvesRolesThatAreMadeOfOthers(TestRealm realm) {
        TestClient reports =
                realm.client("reports").confidential().serviceAccount().create();
        realm.clientRole("reports", "reader");
        realm.realmRole("analyst");
        realm.realmRole("chief");
        realm.composite("chief", "analyst", "reports/reader");
        TestUser carol = realm.user("carol").realmRoles("chief").create();

        JsonNode claims = carol.signIn().claims();

        assertThat(claims.at("/realm_access/roles"))
                .extracting(JsonNode::asText)
                .contains("chief", "analyst");
        assertThat(claims.at("/resource_access/" + reports.clientId() + "/roles"))
                .extracting(JsonNode::asText)
                .containsExactly("reader");
    }

    @Test
    void refusesADisabledUser(TestRealm realm) {
        TestUser bob = realm.user("bob").create();

        bob.disable();
        assertThat(bob.trySignIn().status()).isEqualTo(400);

        bob.enable();
        assertThat(bob.trySignIn().status()).isEqualTo(200);
    }

    private static Iterable<String> idsOf(JsonNode providers, String spi) {
        return () -> providers.at("/" + spi + "/providers").fieldNames();
    }
}
