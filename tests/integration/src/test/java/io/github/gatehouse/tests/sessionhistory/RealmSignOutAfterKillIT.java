package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(ownServer = true)
@DisplayName("S6: kill -9 of a node in the middle of ending all sessions")
class RealmSignOutAfterKillIT {

    private static final String SIGN_OUT = "/account-security/sign-out";
    private static final int USERS = 5;
    private static final int SESSIONS = 350;

    @Test
    @DisplayName("each is ended, and told of, once; the work goes on after the restart by itself")
    void endsEachSessionOnce(TestRealm realm, TestServer server) {
        realm.enableEvents();
        realm.update(other -> other.put("passwordPolicy", "hashIterations(1) and hashAlgorithm(pbkdf2-sha256)"));
        SessionCalls calls = new SessionCalls(realm);
        List<TestUser> users =
                IntStream.range(0, USERS).mapToObj(i -> calls.user("user-" + i)).toList();
        List<Tokens> sessions = IntStream.range(0, SESSIONS)
                .mapToObj(i -> users.get(i % USERS).signIn())
                .toList();
        server.time().advance(Duration.ofSeconds(2));
        realm.admin().post(SIGN_OUT).send().expect(202);
        Awaitility.await("the first of several batches")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> ended(realm) > 0);
        server.kill();
        server.restart();

        // H2 may lose what was committed in the last moment; never a part of a transaction.
        assertThat(ended(realm)).as("It was in the middle").isLessThan(SESSIONS);
        Awaitility.await("the rest")
                .atMost(Duration.ofMinutes(2))
                .until(() -> state(realm).get("state").asText().equals("done"));
        for (TestUser user : users) {
            assertThat(calls.ofUser(user, "active")).isEmpty();
            assertThat(realm.admin()
                            .get("/users/" + user.id() + "/sessions")
                            .send()
                            .expect(200)
                            .json())
                    .isEmpty();
        }
        sessions.stream().limit(USERS).forEach(session -> calls.refresh(session).expect(400));
        JsonNode told = realm.admin()
                .get("/events")
                .query("type", "LOGOUT")
                .query("max", "1000")
                .send()
                .expect(200)
                .json();
        assertThat(StreamSupport.stream(told.spliterator(), false)
                        .map(event -> event.get("sessionId").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        sessions.stream().map(SessionCalls::id).toList());
    }

    private static JsonNode state(TestRealm realm) {
        return realm.admin().get(SIGN_OUT).send().expect(200).json();
    }

    private static long ended(TestRealm realm) {
        return state(realm).get("ended").asLong();
    }
}
