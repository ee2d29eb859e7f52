package io.github.gatehouse.tests.server;

import java.time.Duration;
import java.util.List;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("container")
@GatehouseTest
@DisplayName("The image made by docker/Dockerfile")
class ContainerIT {

    @Test
    void hasOurProviders(TestServer server) {
        assertThat(server.admin()
                        .get("/serverinfo")
                        .send()
                        .expect(200)
                        .json()
                        .at("/providers/realm-restapi-extension/providers")
                        .fieldNames())
                .toIterable()
                .contains("api-tokens");
    }

    @Test
    void servesApiTokensToTheirOwnersOnly(TestRealm realm) {
        TestUser alice = realm.user("alice").create();

        assertThat(realm.http().get("/realms/{realm}/api-tokens").send().status())
                .isEqualTo(401);
        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens")
                        .bearer(alice.accessToken())
                        .send()
                        .expect(200)
                        .json())
                .isEmpty();
    }

    @Test
    void letsTestsTravelInTime(TestRealm realm, TestServer server) {
        String token = realm.user("bob").create().accessToken();

        server.time().advance(Duration.ofMinutes(6));

        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens")
                        .bearer(token)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void reachesTheMailSink(TestRealm realm, MailSink mail) {
        TestUser carol =
                realm.user("carol").email("carol@container.example.org").create();

        realm.admin()
                .put("/users/" + carol.id() + "/execute-actions-email")
                .json(List.of("UPDATE_PASSWORD"))
                .send()
                .expect(204);

        assertThat(mail.await("carol@container.example.org")).isNotNull();
    }
}
