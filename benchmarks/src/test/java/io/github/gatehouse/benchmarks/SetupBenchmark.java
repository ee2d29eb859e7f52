package io.github.gatehouse.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How long setting a realm up and undoing it take with no users and with many, in one server on PostgreSQL. Writes {@code target/benchmarks/set-up.md}. It
 * fails only if something did not work; how to read the numbers is in {@code docs/benchmarks.md}.
 */
@GatehouseTest
final class SetupBenchmark {

    private static final int ROUNDS = 11;
    private static final int WARM_UP_ROUNDS = 10;
    private static final String SETUP = "/account-security/setup";

    private final BenchmarkSettings settings = BenchmarkSettings.read();
    private final TestRealm realm;
    private final Connection database;
    private final Report report;

    SetupBenchmark(TestRealm realm, TestServer server) throws SQLException {
        this.realm = realm;
        this.database = DriverManager.getConnection(server.jdbcUrl().orElseThrow());
        // Straight to the console: Maven shows what a test prints only in the end.
        this.report = new Report(
                settings.output().resolve("set-up.md"),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void removeUsers() throws SQLException {
        // The realm is deleted next, which would take longer than a request may with so many users in it.
        for (String rows : List.of("USER_ROLE_MAPPING", "CREDENTIAL")) {
            change("delete from " + rows + " where USER_ID in (select ID from USER_ENTITY where REALM_ID = ?)");
        }
        change("delete from USER_ENTITY where REALM_ID = ?");
        database.close();
    }

    @Test
    void measuresSetUpAndUndoWithFewAndWithManyUsers() throws SQLException {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            duration(realm.admin().post(SETUP));
            duration(realm.admin().delete(SETUP));
        }
        report.title("Set-up (" + ROUNDS + " rounds, median, shortest and longest in ms)");
        report.columns("users", "dry run", "set-up", "set-up again", "undo");
        measure("none");
        addUsers();
        measure(Report.whole(settings.users()));
    }

    private void measure(String users) {
        List<Duration> dryRuns = new ArrayList<>();
        List<Duration> setUps = new ArrayList<>();
        List<Duration> again = new ArrayList<>();
        List<Duration> undone = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            dryRuns.add(duration(realm.admin().post(SETUP + "?dryRun=true")));
            setUps.add(duration(realm.admin().post(SETUP)));
            again.add(duration(realm.admin().post(SETUP)));
            undone.add(duration(realm.admin().delete(SETUP)));
        }
        report.row(users, told(dryRuns), told(setUps), told(again), told(undone));
    }

    private static Duration duration(Request call) {
        long start = System.nanoTime();
        call.send().expect(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String told(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(sorted.size() / 2).toMillis() + " (" + sorted.get(0).toMillis() + " to "
                + sorted.get(sorted.size() - 1).toMillis() + ")";
    }

    /** Users as Keycloak makes them: with a password and the realm's default role. */
    private void addUsers() throws SQLException {
        change("insert into USER_ENTITY (ID, EMAIL, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, USERNAME,"
                + " CREATED_TIMESTAMP, NOT_BEFORE)"
                + " select gen_random_uuid()::text, 'user' || n || '@example.org', 'user' || n || '@example.org', true, true,"
                + " ?, 'user' || n, (extract(epoch from now()) * 1000)::bigint, 0 from generate_series(1, "
                + settings.users()
                + ") n");
        change("insert into CREDENTIAL (ID, TYPE, USER_ID, CREATED_DATE, SECRET_DATA, CREDENTIAL_DATA, PRIORITY)"
                + " select gen_random_uuid()::text, 'password', ID, CREATED_TIMESTAMP, '{}', '{}', 10 from USER_ENTITY"
                + " where REALM_ID = ?");
        change("insert into USER_ROLE_MAPPING (ROLE_ID, USER_ID) select r.DEFAULT_ROLE, u.ID from USER_ENTITY u"
                + " join REALM r on r.ID = u.REALM_ID where u.REALM_ID = ?");
        try (Statement statement = database.createStatement()) {
            statement.execute("analyze");
        }
    }

    private void change(String sql) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, realm.id());
            statement.executeUpdate();
        }
    }
}
