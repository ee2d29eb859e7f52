package io.github.gatehouse.tests.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm with Gatehouse's lockout on, and what Keycloak's attack detection and events say about its users. */
final class LockoutRealm {

    static final String WRONG = "Wrong-2026!";

    private final TestRealm realm;

    private LockoutRealm(TestRealm realm) {
        this.realm = realm;
    }

    static LockoutRealm of(TestRealm realm) {
        realm.update(representation -> representation
                .put("bruteForceProtected", true)
                // A quick hash: these tests type hundreds of passwords.
                .put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)")
                .withObjectProperty("attributes")
                .put("gatehouse.lockout.enabled", "true"));
        realm.enableEvents();
        return new LockoutRealm(realm);
    }

    /** Direct grants with a wrong password. */
    void fail(TestUser user, int times) {
        for (int time = 0; time < times; time++) {
            assertThat(user.trySignIn(WRONG).status()).isIn(400, 401);
        }
    }

    /** Whether the right password is refused. */
    boolean refuses(TestUser user) {
        return user.trySignIn().status() != 200;
    }

    /** As administration REST shows the user's lockout. */
    JsonNode status(TestUser user) {
        return realm.admin()
                .get("/attack-detection/brute-force/users/" + user.id())
                .send()
                .expect(200)
                .json();
    }

    int failures(TestUser user) {
        return status(user).get("numFailures").intValue();
    }

    boolean isBlocked(TestUser user) {
        return status(user).get("disabled").booleanValue();
    }

    /** How long the user's block lasts from the last failure on, in whole seconds. */
    Duration block(TestUser user) {
        JsonNode status = status(user);
        Instant last = Instant.ofEpochMilli(status.get("lastFailure").longValue());
        Instant until = Instant.ofEpochSecond(status.get("failedLoginNotBefore").longValue());
        // The end is rounded up to a second, so that nobody is let in early.
        return Duration.ofSeconds(Duration.between(last, until).toSeconds());
    }

    /** The errors of the user's sign-ins, newest first. */
    List<String> errors(TestUser user) {
        return events(user, "LOGIN_ERROR").stream()
                .map(event -> event.get("error").asText())
                .toList();
    }

    List<JsonNode> blocks(TestUser user) {
        return events(user, "USER_DISABLED_BY_TEMPORARY_LOCKOUT");
    }

    private List<JsonNode> events(TestUser user, String type) {
        return realm.events().stream()
                .filter(event -> event.get("type").asText().equals(type))
                .filter(event -> event.path("userId").asText().equals(user.id()))
                .toList();
    }
}
