package io.github.gatehouse.tests.server;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("Time travel")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TimeTravelIT {

    @Test
    @Order(1)
    void makesAnAccessTokenExpire(TestRealm realm, TestServer server) {
        String token = realm.user("alice").create().accessToken();
        assertThat(userInfo(realm, token)).isEqualTo(200);

        server.time().advance(Duration.ofMinutes(6));

        assertThat(userInfo(realm, token)).isEqualTo(401);
    }

    @Test
    @Order(2)
    void endsWithTheTest(TestServer server) {
        assertThat(server.time().now()).isCloseTo(Instant.now(), Assertions.within(5, ChronoUnit.SECONDS));
    }

    @Test
    @Order(3)
    void leavesTheAdministratorSignedInAYearLater(TestRealm realm, TestServer server) {
        server.time().advance(Duration.ofDays(200));
        server.time().advance(Duration.ofDays(200));

        TestUser traveller = realm.user("traveller").create();

        assertThat(traveller.signIn().claims().get("iat").asLong())
                .isGreaterThan(Instant.now().plus(399, ChronoUnit.DAYS).getEpochSecond());
    }

    private static int userInfo(TestRealm realm, String token) {
        return realm.http()
                .get("/realms/{realm}/protocol/openid-connect/userinfo")
                .bearer(token)
                .send()
                .status();
    }
}
