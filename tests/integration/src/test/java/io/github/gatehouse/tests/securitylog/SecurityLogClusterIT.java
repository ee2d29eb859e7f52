package io.github.gatehouse.tests.securitylog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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
@DisplayName("L1, X6: the security log on two nodes")
class SecurityLogClusterIT {

    private static final int ENTRIES = 300;

    @Test
    @DisplayName("is sealed once, although both nodes write and both seal at the same moment")
    void isSealedOnce(TestRealm realm, TestServer server) {
        TestUser alice = realm.user("alice").create();
        List<SecurityLogCalls> nodes = List.of(
                new SecurityLogCalls(realm),
                new SecurityLogCalls(realm.on(server.nodes().get(1))));
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (SecurityLogCalls node : nodes) {
            work.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ENTRIES / 2; i++) {
                    node.event("type", "LOGIN", "user", alice.id()).send().expect(204);
                    if (i % 10 == 0) {
                        node.sealWhatWaits();
                    }
                }
            }));
        }
        work.forEach(CompletableFuture::join);
        nodes.get(0).seal();
        JsonNode report = nodes.get(1).verify();
        assertThat(report.get("intact").asBoolean()).as("%s", report).isTrue();
        assertThat(report.get("entries").asLong())
                .isEqualTo(nodes.get(0).rows(server))
                .isGreaterThanOrEqualTo(ENTRIES);
    }
}
