package io.github.gatehouse.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.benchmarks.Series.Ratios;
import io.github.gatehouse.tests.support.DefaultProfile;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.RunningServer;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.github.gatehouse.benchmarks.Report.decimals;
import static io.github.gatehouse.benchmarks.Report.whole;

/**
 * What millions of rows in the history of sessions and in the security log cost: the first pages of lists at the database, and sign-ins compared with a server whose
 * tables are empty. Writes {@code target/benchmarks/history.md}. It fails only if something did not work; how to read the numbers is in {@code docs/benchmarks.md}.
 */
@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoryBenchmark {

    private static final int USERS = 500;
    private static final Duration WARM_UP_TURN = Duration.ofSeconds(3);

    private final BenchmarkSettings settings = BenchmarkSettings.read();
    private final TestRealm realm;
    private final TestServer server;
    private final Report report;
    private final HistoryTable table;
    private RunningServer empty;

    HistoryBenchmark(TestRealm realm, TestServer server) throws SQLException {
        this.realm = realm;
        this.server = server;
        this.table = new HistoryTable(server.jdbcUrl().orElseThrow(), realm.id());
        // Straight to the console: Maven shows what a test prints only in the end.
        this.report = new Report(
                settings.output().resolve("history.md"),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    @AfterAll
    void end() throws SQLException {
        table.clear();
        table.close();
        if (empty != null) {
            empty.close();
        }
    }

    @Test
    void measuresListsAndSignInsWithManyRows() throws SQLException {
        report.line("# Much history");
        table.fill(settings.rows());
        report.title("First pages at the database, " + whole(settings.rows()) + " rows in each table, " + USERS
                + " users, ms");
        report.columns("page", "median", "p99", "longest");
        for (Map.Entry<String, String> page : table.firstPages().entrySet()) {
            List<Duration> sorted =
                    table.durations(page.getValue(), USERS).stream().sorted().toList();
            report.row(
                    page.getKey(),
                    millis(sorted.get(sorted.size() / 2)),
                    millis(sorted.get(sorted.size() * 99 / 100)),
                    millis(sorted.get(sorted.size() - 1)));
        }
        signIns();
    }

    private void signIns() {
        empty = RunningServer.startBeside(DefaultProfile.class);
        SignInRealm few = SignInRealm.setUp(TestRealm.on(empty.server(), "empty"));
        SignInRealm many = SignInRealm.setUp(realm);
        few.hashQuickly();
        many.hashQuickly();
        SignInLoad fewLoad = new SignInLoad(empty.server(), settings.connections());
        SignInLoad manyLoad = new SignInLoad(server, settings.connections());
        long end = System.nanoTime() + settings.warmUp().toNanos();
        do {
            fewLoad.run(few::signIn, WARM_UP_TURN);
            manyLoad.run(many::signIn, WARM_UP_TURN);
        } while (System.nanoTime() < end);
        Series without = new Series();
        Series with = new Series();
        List<Runnable> turns = new ArrayList<>(List.of(
                () -> without.add(fewLoad.run(few::signIn, settings.measuring())),
                () -> with.add(manyLoad.run(many::signIn, settings.measuring()))));
        for (int round = 0; round < settings.rounds(); round++) {
            Collections.shuffle(turns);
            turns.forEach(Runnable::run);
        }
        report.title("Sign-ins, set up, quick hash");
        report.columns("rows", "sign-ins/s", "CPU ms/sign-in", "p50 ms", "p99 ms");
        row("none", without);
        row(whole(settings.rows()), with);
        Ratios speed = with.to(without);
        Ratios cpu = with.cpuTo(without);
        report.line("");
        report.columns("ratio", "median of rounds", "min", "max");
        report.row("sign-ins/s", decimals(speed.median()), decimals(speed.min()), decimals(speed.max()));
        report.row("CPU", decimals(cpu.median()), decimals(cpu.min()), decimals(cpu.max()));
    }

    private void row(String rows, Series series) {
        report.row(
                rows,
                decimals(series.medianRequestsPerSecond()),
                decimals(series.medianCpuMicrosPerRequest() / 1000),
                decimals(series.medianP50Millis()),
                decimals(series.medianP99Millis()));
    }

    private static String millis(Duration duration) {
        return decimals(duration.toNanos() / 1e6);
    }
}
