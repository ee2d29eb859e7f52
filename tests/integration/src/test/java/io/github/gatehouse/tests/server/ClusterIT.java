package io.github.gatehouse.tests.server;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.ClusterProfile;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("cluster")
@GatehouseTest(profile = ClusterProfile.class)
@DisplayName("Two nodes")
class ClusterIT {

    @Test
    void formOneCluster(TestServer server) {
        assertThat(server.isClusterNode()).isTrue();
        assertThat(server.nodes()).hasSize(2);
        assertThat(server.nodes())
                .allSatisfy(node ->
                        assertThat(node.log()).content().containsPattern("ISPN100002|ISPN000094.*\\(2\\)|members.*2"));
    }

    @Test
    void knowEachOthersSessions(TestRealm realm, TestServer server) {
        TestRealm elsewhere = realm.on(server.nodes().get(1));
        TestUser alice = realm.user("alice").create();

        String token = alice.accessToken();

        assertThat(readAccount(elsewhere, token)).isEqualTo(200);
    }

    @Test
    void dropWhatTheyCachedWhenTheOtherChangesIt(TestRealm realm, TestServer server) {
        TestRealm elsewhere = realm.on(server.nodes().get(1));
        TestUser bob = realm.user("bob").create();
        String path = "/users/" + bob.id();
        JsonNode cached = elsewhere.admin().get(path).send().expect(200).json();
        assertThat(cached.get("enabled").asBoolean()).isTrue();

        bob.disable();

        assertThat(elsewhere
                        .admin()
                        .get(path)
                        .send()
                        .expect(200)
                        .json()
                        .get("enabled")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void travelInTimeTogether(TestRealm realm, TestServer server) {
        TestRealm elsewhere = realm.on(server.nodes().get(1));
        String token = realm.user("carol").create().accessToken();

        server.time().advance(Duration.ofMinutes(6));

        assertThat(readAccount(realm, token)).isEqualTo(401);
        assertThat(readAccount(elsewhere, token)).isEqualTo(401);
    }

    private static int readAccount(TestRealm realm, String token) {
        return realm.http()
                .get("/realms/{realm}/account")
                .header("Accept", "application/json")
                .bearer(token)
                .send()
                .status();
    }
}
