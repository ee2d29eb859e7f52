package io.github.gatehouse.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.github.gatehouse.benchmarks.Report.decimals;
import static io.github.gatehouse.benchmarks.Report.whole;

/**
 * What it costs to end all sessions of a realm with many, and what users who sign in meanwhile notice of it. Writes {@code target/benchmarks/sign-out.md}. It fails
 * only if something did not work; how to read the numbers is in {@code docs/benchmarks.md}.
 */
@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignOutBenchmark {

    private static final String SIGN_OUT = "/account-security/sign-out";
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final BenchmarkSettings settings = BenchmarkSettings.read();
    private final TestRealm realm;
    private final Report report;
    private final SessionTable table;
    private final String copied;
    private final SignInRealm users;
    private final SignInLoad load;

    SignOutBenchmark(TestRealm realm, TestServer server) throws SQLException {
        this.realm = realm;
        this.table = new SessionTable(server.jdbcUrl().orElseThrow(), realm.id());
        this.copied = signedIn(realm.user("copied").create());
        this.users = SignInRealm.setUp(realm);
        this.load = new SignInLoad(server, settings.connections());
        // Straight to the console: Maven shows what a test prints only in the end.
        this.report = new Report(
                settings.output().resolve("sign-out.md"),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    @AfterAll
    void end() throws SQLException {
        table.clear();
        table.close();
    }

    @Test
    void measuresTheEndOfAllSessions() throws SQLException {
        users.hashQuickly();
        load.run(users::signIn, settings.warmUp());
        table.fill(copied, settings.sessions());
        Series before = new Series();
        for (int round = 0; round < settings.rounds(); round++) {
            before.add(load.run(users::signIn, settings.measuring()));
        }

        long sessions = table.count();
        long start = System.nanoTime();
        realm.admin().post(SIGN_OUT).send().expect(202);
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        Series meanwhile = new Series();
        Duration longest = Duration.ZERO;
        JsonNode state = state();
        while (state.get("state").asText().equals("running")) {
            meanwhile.add(load.run(users::signIn, settings.measuring()));
            Duration open = table.longestTransaction();
            longest = open.compareTo(longest) > 0 ? open : longest;
            state = state();
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException("The realm is not signed out yet: " + state);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        report.title("The end of " + whole(sessions) + " sessions");
        report.columns("call answered after ms", "all ended after s", "ended", "longest transaction seen, ms");
        report.row(
                whole(answered.toMillis()),
                whole(took.toSeconds()),
                whole(state.get("ended").asInt()),
                whole(longest.toMillis()));
        report.line("");
        report.columns("sign-ins, quick hash", "sign-ins/s", "min", "max", "p50 ms", "p99 ms");
        row("before", before);
        row("meanwhile", meanwhile);
    }

    /** The id of a new session with its client, as Keycloak stores it. Once the realm is set up, the user would need a second factor. */
    private String signedIn(TestUser user) {
        user.signIn();
        return realm.admin()
                .get("/users/" + user.id() + "/sessions")
                .send()
                .expect(200)
                .json()
                .at("/0/id")
                .asText();
    }

    private JsonNode state() {
        return realm.admin().get(SIGN_OUT).send().expect(200).json();
    }

    private void row(String when, Series series) {
        report.row(
                when,
                decimals(series.medianRequestsPerSecond()),
                decimals(series.minRequestsPerSecond()),
                decimals(series.maxRequestsPerSecond()),
                decimals(series.medianP50Millis()),
                decimals(series.medianP99Millis()));
    }
}
