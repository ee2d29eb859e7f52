package io.github.gatehouse.tests.secondfactor;

import java.time.Duration;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M1: Keycloak's own account service takes no way into the account away that ours would not")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountServiceRemovalIT {

    private TestRealm realm;
    private SecondFactorRealm factors;

    @BeforeAll
    void aRealmThatOffersEverySecondStep(TestRealm realm) {
        this.realm = realm;
        factors = SecondFactorRealm.in(realm);
        realm.enableEvents();
    }

    private Response remove(String token, String id) {
        return realm.http()
                .delete("/realms/{realm}/account/credentials/" + id)
                .bearer(token)
                .header("Accept", "application/json")
                .send();
    }

    @Test
    void removesAFactorAfterAFreshSignIn() {
        TestUser user = realm.user("fresh").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        remove(token, factors.id(user, "Phone")).expect(204);
        assertThat(factors.types(user)).containsExactly("password");
        assertThat(factors.events(user, "REMOVE_CREDENTIAL")).hasSize(1);
    }

    @Test
    @DisplayName(
            "★ a sign-in of more than five minutes ago does not count: nothing is removed, and nothing tells that it was")
    void asksForAFreshSignIn(TestServer server) {
        realm.update(representation -> representation.put("accessTokenLifespan", 3_600));
        TestUser user = realm.user("stale").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        factors.givePasskey(user, "Passkey");
        server.time().advance(Duration.ofMinutes(6));
        for (String label : new String[] {"Phone", "Passkey"}) {
            Response refused = remove(token, factors.id(user, label));
            assertThat(refused.status()).as(label).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication")
                    .contains("max_age=\"300\"");
        }
        assertThat(factors.types(user)).containsExactly("otp", "password", "webauthn-passwordless");
        assertThat(factors.events(user, "REMOVE_CREDENTIAL")).isEmpty();
    }

    @Test
    @DisplayName("S5: who works in the user's name takes nothing away")
    void refusesImpersonators() {
        TestUser user = realm.user("impersonated").create();
        factors.giveApp(user, "Phone");
        String token = Impersonation.accessToken(realm, user);
        assertThat(remove(token, factors.id(user, "Phone")).status()).isEqualTo(403);
        assertThat(factors.types(user)).containsExactly("otp", "password");
    }
}
