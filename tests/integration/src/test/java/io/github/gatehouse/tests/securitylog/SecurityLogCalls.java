package io.github.gatehouse.tests.securitylog;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;

/** Reads security logs, and runs their tasks at once. */
final class SecurityLogCalls {

    static final String OWN = "/realms/{realm}/account-security/log";
    static final String OF_REALM = "/account-security/log";

    private static final String TESTING = "/realms/{realm}/gatehouse-testing/";

    private final TestRealm realm;

    SecurityLogCalls(TestRealm realm) {
        this.realm = realm;
    }

    static String ofUser(TestUser user) {
        return "/account-security/users/" + user.id() + "/log";
    }

    static List<String> kinds(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("kind").asText()).toList();
    }

    /** The user's own log, the newest first, as the user sees it. */
    List<JsonNode> own(String accessToken) {
        return list(realm.http().get(OWN).bearer(accessToken));
    }

    /** A user's log as administrators see it: reading it leaves nothing in it. */
    List<JsonNode> of(TestUser user, String... query) {
        return list(with(realm.admin().get(ofUser(user)), query));
    }

    List<JsonNode> ofRealm(String... query) {
        return list(with(realm.admin().get(OF_REALM), query));
    }

    private static Request with(Request request, String... query) {
        for (int i = 0; i < query.length; i += 2) {
            request.query(query[i], query[i + 1]);
        }
        return request;
    }

    private static List<JsonNode> list(Request request) {
        List<JsonNode> entries = new ArrayList<>();
        request.send().expect(200).json().forEach(entries::add);
        return entries;
    }

    /** The only entry of a kind in the user's log. */
    JsonNode only(TestUser user, String kind) {
        List<JsonNode> found = of(user, "kind", kind);
        if (found.size() != 1) {
            throw new AssertionError("Not one entry of the kind " + kind + ": " + of(user));
        }
        return found.get(0);
    }

    JsonNode verify() {
        return realm.admin().get(OF_REALM + "/verify").send().expect(200).json();
    }

    JsonNode verify(String head) {
        return realm.admin()
                .get(OF_REALM + "/verify")
                .query("head", head)
                .send()
                .expect(200)
                .json();
    }

    /** Until nothing waits: another node, or the timer, may be at it. */
    void seal() {
        Awaitility.await("all entries are sealed").until(() -> {
            run("gatehouse-security-log-sealing");
            return verify().get("waiting").asLong() == 0;
        });
    }

    /** Once, whatever comes meanwhile. */
    void sealWhatWaits() {
        run("gatehouse-security-log-sealing");
    }

    /** How many statements this node has sent to the database so far. */
    long statements() {
        return realm.http()
                .get(TESTING + "database")
                .send()
                .expect(200)
                .json()
                .get("statements")
                .asLong();
    }

    void applyRetention() {
        run("gatehouse-security-log-retention");
    }

    private void run(String task) {
        realm.http().post(TESTING + "tasks/" + task).send().expect(204);
    }

    long rows(TestServer server) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_SECURITY_LOG")
                .query("realm", realm.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    /** An event that nothing has caused, as {@code type=…}, {@code user=…}, {@code error=…}, {@code fails=true}. */
    Request event(String... form) {
        return realm.http().post(TESTING + "events").form(form);
    }
}
