package io.github.gatehouse.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.benchmarks.Series.Ratios;
import io.github.gatehouse.benchmarks.SignInLoad.Attack;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.RunningServer;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static io.github.gatehouse.benchmarks.Report.decimals;
import static io.github.gatehouse.benchmarks.Report.whole;

/**
 * What a sign-in costs in a realm that is set up, and in one that is not, compared with a Keycloak without Gatehouse, and what others notice of somebody who tries wrong passwords
 * of one user. Writes {@code target/benchmarks/sign-in.md}. It fails only if something did not work; how to read the numbers is in {@code docs/benchmarks.md}.
 */
@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SignInBenchmark {

    private static final Duration WARM_UP_TURN = Duration.ofSeconds(3);

    private static final String STOCK = "Keycloak without Gatehouse: password and code";
    private static final String NOT_SET_UP = "not set up: password and code";
    private static final String SET_UP = "set up: password and code, device not trusted";
    private static final String NO_QUESTION = "set up, no device can be trusted: password and code";
    private static final String TRUSTED = "set up: password, trusted device";

    /** Sign-ins of one kind, on all connections, for a time. */
    private interface Kind {
        Measurement run(Duration time);
    }

    private final BenchmarkSettings settings = BenchmarkSettings.read();
    private final TestRealm realm;
    private final TestServer server;
    private final Report report;
    private RunningServer stockServer;
    private TestRealm realmNotSetUp;
    private SignInRealm stock;
    private SignInRealm notSetUp;
    private SignInRealm setUp;
    private TestRealm realmWithoutTrust;
    private SignInRealm withoutTrust;
    private SignInLoad load;
    private SignInLoad stockLoad;

    SignInBenchmark(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        if (settings.connections() > SignInRealm.USERS) {
            throw new IllegalStateException("Each connection is one of " + SignInRealm.USERS + " users and devices");
        }
        // Straight to the console: Maven shows what a test prints only in the end.
        this.report = new Report(
                settings.output().resolve("sign-in.md"),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    @BeforeAll
    void prepareRealms() {
        stockServer = RunningServer.startBeside(StockProfile.class);
        stock = SignInRealm.stock(TestRealm.on(stockServer.server(), "stock"));
        realmNotSetUp = realm.sibling("not-set-up");
        notSetUp = SignInRealm.stock(realmNotSetUp);
        setUp = SignInRealm.setUp(realm);
        realmWithoutTrust = realm.sibling("without-trust");
        withoutTrust = SignInRealm.setUpWithoutTrust(realmWithoutTrust);
        load = new SignInLoad(server, settings.connections());
        stockLoad = new SignInLoad(stockServer.server(), settings.connections());
        report.line("# Signing in");
        report.line("");
        report.line(
                "- " + Runtime.getRuntime().availableProcessors() + " cores for server, database and load together");
        report.line("- Keycloak " + settings.keycloak() + ", production mode, heap " + settings.heap() + ", JDK "
                + Runtime.version());
        report.line("- " + settings.connections() + " connections, warm-up "
                + settings.warmUp().toSeconds() + " s, " + settings.rounds() + " rounds of "
                + settings.measuring().toSeconds() + " s");
    }

    @AfterAll
    void endTheOthers() {
        if (realmNotSetUp != null) {
            realmNotSetUp.close();
        }
        if (realmWithoutTrust != null) {
            realmWithoutTrust.close();
        }
        if (stockServer != null) {
            stockServer.close();
        }
    }

    @Test
    @Order(1)
    void measuresSignInsWithTheDefaultHash() {
        compare("Sign-ins, passwords hashed as Keycloak does by default");
    }

    @Test
    @Order(2)
    void measuresSignInsWithAQuickHash() {
        hashQuickly();
        compare("Sign-ins, passwords hashed with one iteration, to see what else they cost");
    }

    /** With the quick hash: the machine could not hash as often as somebody can try. */
    @Test
    @Order(3)
    void measuresWhatOthersNoticeOfAnAttackOnOneUser() {
        hashQuickly();
        warmUp(Map.of(
                STOCK, time -> stockLoad.run(stock::signIn, time), SET_UP, time -> load.run(setUp::signIn, time)));
        report.title("Sign-ins of others while somebody tries wrong passwords of one user, quick hash");
        report.columns(
                "realm",
                "failures/s",
                "sign-ins/s without",
                "with",
                "ratio",
                "min",
                "max",
                "p50 ms without",
                "with",
                "p99 ms without",
                "with",
                "cores of the server without",
                "with");
        attack("Keycloak without Gatehouse", stockLoad, stock);
        attack("set up", load, setUp);
    }

    private void hashQuickly() {
        stock.hashQuickly();
        notSetUp.hashQuickly();
        setUp.hashQuickly();
        withoutTrust.hashQuickly();
    }

    private void compare(String title) {
        List<PlainBrowser> devices = setUp.trustedDevices();
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put(STOCK, time -> stockLoad.run(stock::signIn, time));
        kinds.put(NOT_SET_UP, time -> load.run(notSetUp::signIn, time));
        kinds.put(NO_QUESTION, time -> load.run(withoutTrust::signIn, time));
        kinds.put(SET_UP, time -> load.run(setUp::signIn, time));
        kinds.put(
                TRUSTED,
                time -> load.run(
                        number -> setUp.signInOnTrustedDevice(devices.get(number % devices.size()), number), time));
        warmUp(kinds);
        Map<String, Series> results = new LinkedHashMap<>();
        kinds.keySet().forEach(kind -> results.put(kind, new Series()));
        List<String> order = new ArrayList<>(kinds.keySet());
        for (int round = 0; round < settings.rounds(); round++) {
            // Nobody always comes after the same other one.
            Collections.shuffle(order);
            order.forEach(kind -> results.get(kind).add(kinds.get(kind).run(settings.measuring())));
        }
        report.title(title);
        report.columns("sign-in", "sign-ins/s", "min", "max", "CPU ms/sign-in", "p50 ms", "p99 ms");
        results.forEach((kind, series) -> report.row(
                kind,
                decimals(series.medianRequestsPerSecond()),
                decimals(series.minRequestsPerSecond()),
                decimals(series.maxRequestsPerSecond()),
                decimals(series.medianCpuMicrosPerRequest() / 1000),
                decimals(series.medianP50Millis()),
                decimals(series.medianP99Millis())));
        report.line("");
        report.columns(
                "ratio to " + STOCK,
                "sign-ins/s: median of rounds",
                "min",
                "max",
                "CPU: median of rounds",
                "min",
                "max");
        for (String kind : List.of(NOT_SET_UP, NO_QUESTION, SET_UP, TRUSTED)) {
            Ratios speed = results.get(kind).to(results.get(STOCK));
            Ratios cpu = results.get(kind).cpuTo(results.get(STOCK));
            report.row(
                    kind,
                    decimals(speed.median()),
                    decimals(speed.min()),
                    decimals(speed.max()),
                    decimals(cpu.median()),
                    decimals(cpu.min()),
                    decimals(cpu.max()));
        }
    }

    private void warmUp(Map<String, Kind> kinds) {
        long end = System.nanoTime() + settings.warmUp().toNanos();
        do {
            // As much for the server that has one kind only as for the one that has all others.
            kinds.forEach((name, kind) ->
                    kind.run(name.equals(STOCK) ? WARM_UP_TURN.multipliedBy(kinds.size() - 1) : WARM_UP_TURN));
        } while (System.nanoTime() < end);
    }

    private void attack(String name, SignInLoad load, SignInRealm realm) {
        Series without = new Series();
        Series with = new Series();
        double failures = 0;
        for (int round = 0; round < settings.rounds(); round++) {
            without.add(load.run(realm::signIn, settings.measuring()));
            try (Attack attack = load.attack(realm::fail, settings.failuresPerSecond())) {
                with.add(load.run(realm::signIn, settings.measuring()));
                failures += attack.perSecond() / settings.rounds();
            }
        }
        Ratios ratios = with.to(without);
        report.row(
                name,
                whole(failures),
                decimals(without.medianRequestsPerSecond()),
                decimals(with.medianRequestsPerSecond()),
                decimals(ratios.median()),
                decimals(ratios.min()),
                decimals(ratios.max()),
                decimals(without.medianP50Millis()),
                decimals(with.medianP50Millis()),
                decimals(without.medianP99Millis()),
                decimals(with.medianP99Millis()),
                decimals(cores(without)),
                decimals(cores(with)));
    }

    /** How many cores the server has kept busy: as many with an attack as without means that nobody waits for anything but cores. */
    private static double cores(Series series) {
        return series.medianRequestsPerSecond() * series.medianCpuMicrosPerRequest() / 1_000_000;
    }
}
