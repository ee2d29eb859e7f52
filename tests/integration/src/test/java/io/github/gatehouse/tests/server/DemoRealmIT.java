package io.github.gatehouse.tests.server;

import java.util.Map;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A demo realm on a server that is no demo")
class DemoRealmIT {

    @Test
    void isWarnedAbout(TestServer server) {
        server.admin()
                .post("/realms")
                .json(Map.of(
                        "realm", "left-over-demo", "enabled", true, "attributes", Map.of("gatehouse.demo", "true")))
                .send()
                .expect(201);
        try {
            assertThat(server.log()).content().contains("The realm 'left-over-demo' is Gatehouse's demo");
        } finally {
            server.admin().delete("/realms/left-over-demo").send().expect(204);
        }
    }

    @Test
    void andOnlyAboutIt(TestServer server) {
        server.admin()
                .post("/realms")
                .json(Map.of("realm", "no-demo", "enabled", true))
                .send()
                .expect(201);
        try {
            assertThat(server.log()).content().doesNotContain("The realm 'no-demo'");
        } finally {
            server.admin().delete("/realms/no-demo").send().expect(204);
        }
    }
}
