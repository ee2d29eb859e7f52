package io.github.gatehouse.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.apitokens.format.SecretHash;
import io.github.gatehouse.benchmarks.DatabaseActivity.Reads;
import io.github.gatehouse.benchmarks.DatabaseActivity.Transactions;
import io.github.gatehouse.benchmarks.HeapHistogram.Objects;
import io.github.gatehouse.benchmarks.Series.Ratios;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.github.gatehouse.benchmarks.Report.decimals;
import static io.github.gatehouse.benchmarks.Report.whole;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast API tokens are, compared with calls that do nothing and with Keycloak's own, in one server on PostgreSQL. Writes
 * {@code target/benchmarks/results.md}. It fails only if something did not work; how to judge the numbers is in {@code docs/benchmarks.md}.
 */
@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiTokenBenchmark {

    private static final int FEW_TOKENS = 1_000;

    /** More look-ups in the database per second than two cores can do: a file of uncached tokens must not begin again while it is measured. */
    private static final int UNCACHED_PER_SECOND = 8_000;

    private static final Duration WARM_UP_TURN = Duration.ofSeconds(3);
    private static final Duration TOUCH = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(61);

    /** How long a token is cached, and the time in which {@link #TOUCH} caches all of them. */
    private static final Duration LIFESPAN = UNTIL_FORGOTTEN.plus(TOUCH);

    private static final String NO_OP_GET = "no-op GET";
    private static final String LOOK_UP = "no-op GET with user and role";
    private static final String NO_OP_POST = "no-op POST";
    private static final String VERIFY = "verify, API token";
    private static final String INTROSPECT = "introspection, API token";
    private static final String STOCK_INTROSPECT = "introspection, access token (stock)";
    private static final String USER_INFO = "userinfo (stock)";
    private static final String UNCACHED = "verify, API token not cached";
    private static final String OWN_LIST = "own list (50 tokens)";

    private final BenchmarkSettings settings = BenchmarkSettings.read();
    private final BenchmarkRealm realm;
    private final TestServer server;
    private final LoadGenerator load;
    private final TokenTable table;
    private final DatabaseActivity database;
    private final QueryPlans plans;
    private final Report report;
    private final int slice;

    ApiTokenBenchmark(TestRealm testRealm, TestServer server) throws SQLException {
        this.realm = new BenchmarkRealm(testRealm);
        this.server = server;
        this.load = new LoadGenerator(server, settings.connections());
        String jdbcUrl = server.jdbcUrl().orElseThrow();
        this.table = new TokenTable(jdbcUrl, realm.id(), realm.roleId(), BenchmarkRealm.ROLE);
        this.database = new DatabaseActivity(jdbcUrl);
        this.plans = new QueryPlans(jdbcUrl);
        // Straight to the console: Maven shows what a test prints only in the end.
        this.report = new Report(
                settings.output().resolve("results.md"),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        this.slice = Math.toIntExact(UNCACHED_PER_SECOND * settings.measuring().toSeconds());
    }

    @AfterAll
    void closeDatabase() throws SQLException {
        // The realm is deleted next, which would take longer than a request may with a million tokens in it.
        table.clear();
        table.close();
        database.close();
        plans.close();
    }

    @Test
    void measuresSpeedTransactionsMemoryAndTheSizeOfTheTable() throws SQLException {
        describeMachine();
        List<String> tokens = table.add(FEW_TOKENS, realm.userIds());
        compareCalls(tokens, table.add(FEW_TOKENS, List.of(realm.ownerOfUncached())));
        table.deleteOf(realm.ownerOfUncached());
        if (settings.sizeRounds() == 0) {
            return;
        }
        Map<String, Series> few = withFewTokens(tokens);

        int uncached = (settings.sizeRounds() + 2) * slice;
        int others = settings.tokens() - uncached - 3 * FEW_TOKENS;
        List<String> counted = table.add(2 * FEW_TOKENS, List.of(realm.ownerOfUncached()));
        List<String> fresh = table.add(uncached, List.of(realm.ownerOfUncached()), others);
        Map<String, Series> many = withManyTokens(tokens, fresh);
        compareSizes(few, many);
        countTransactions(counted, fresh.subList(settings.sizeRounds() * slice, (settings.sizeRounds() + 1) * slice));
        weighCache(fresh.subList((settings.sizeRounds() + 1) * slice, fresh.size()));
        explainQueries(tokens.get(0), fresh.get(0));
    }

    private void describeMachine() throws SQLException {
        report.line("# Speed of API tokens");
        report.line("");
        report.line("- " + Runtime.getRuntime().availableProcessors() + " cores for server, database and wrk together");
        report.line("- Keycloak " + settings.keycloak() + ", production mode, heap " + settings.heap() + ", JDK "
                + Runtime.version());
        report.line("- PostgreSQL " + plans.version());
        report.line("- " + settings.connections() + " connections, warm-up "
                + settings.warmUp().toSeconds() + " s, rounds of "
                + settings.measuring().toSeconds() + " s");
    }

    /** Verify and introspection have tokens of their own: what one call has cached is not to be forgotten while the other is measured. */
    private void compareCalls(List<String> tokens, List<String> introspected) {
        List<Workload> workloads = List.of(
                workload(NO_OP_GET, realm.noOpGet(tokens)),
                workload(LOOK_UP, realm.lookUps(tokens)),
                workload(VERIFY, realm.verify(tokens)),
                workload(NO_OP_POST, realm.noOpPost(tokens)),
                workload(INTROSPECT, realm.introspect(introspected)),
                workload(STOCK_INTROSPECT, realm.introspectAccessTokens()),
                workload(USER_INFO, realm.userInfo()));
        warmUp(workloads, settings.warmUp());
        Map<String, Series> results = new LinkedHashMap<>();
        workloads.forEach(workload -> results.put(workload.name(), new Series()));
        awaitForgotten(Duration.ZERO);
        Map<String, Long> cachedAt = new HashMap<>();
        List<Workload> order = new ArrayList<>(workloads);
        for (int round = 0; round < settings.rounds(); round++) {
            for (Workload workload : order) {
                cache(workload, cachedAt);
                results.get(workload.name()).add(load.run(workload, settings.measuring()));
            }
            // Nobody always comes after the same other one.
            Collections.shuffle(order);
        }
        report.title("Calls compared, " + settings.rounds() + " rounds, " + FEW_TOKENS + " API tokens in rotation");
        speeds(results);
        report.line("");
        report.columns("ratio of requests per second", "median of rounds", "min", "max", "goal");
        ratio(results, VERIFY, NO_OP_GET, "0.9");
        ratio(results, LOOK_UP, NO_OP_GET, "");
        ratio(results, VERIFY, LOOK_UP, "");
        ratio(results, INTROSPECT, STOCK_INTROSPECT, "3.5");
        ratio(results, INTROSPECT, NO_OP_POST, "0.7");
        ratio(results, STOCK_INTROSPECT, NO_OP_POST, "");
        ratio(results, USER_INFO, NO_OP_GET, "");
    }

    /**
     * Sends a workload's requests, so that its tokens are cached for as long as it is then measured. Tokens that were cached together are forgotten together:
     * in the middle of a measurement they would all be read again, a minute's reads in five seconds.
     */
    private void cache(Workload workload, Map<String, Long> cachedAt) {
        Long since = cachedAt.putIfAbsent(workload.name(), System.nanoTime());
        if (since != null) {
            Duration age = Duration.ofNanos(System.nanoTime() - since);
            if (age.plus(TOUCH).plus(settings.measuring()).compareTo(UNTIL_FORGOTTEN) > 0) {
                awaitForgotten(age);
                cachedAt.put(workload.name(), System.nanoTime());
            }
        }
        load.run(workload, TOUCH);
    }

    /** Waits until everything is forgotten that was cached this long ago or earlier. */
    private static void awaitForgotten(Duration age) {
        Duration rest = UNTIL_FORGOTTEN.plus(TOUCH).minus(age);
        if (rest.isNegative()) {
            return;
        }
        Awaitility.await().pollDelay(rest).atMost(rest.plus(UNTIL_FORGOTTEN)).until(() -> true);
    }

    private void warmUp(List<Workload> workloads, Duration atLeast) {
        long end = System.nanoTime() + atLeast.toNanos();
        do {
            workloads.forEach(workload -> load.run(workload, WARM_UP_TURN));
        } while (System.nanoTime() < end);
    }

    private void speeds(Map<String, Series> results) {
        report.columns("call", "requests/s", "min", "max", "CPU µs/request", "p50 ms", "p99 ms");
        results.forEach((name, series) -> report.row(
                name,
                whole(series.medianRequestsPerSecond()),
                whole(series.minRequestsPerSecond()),
                whole(series.maxRequestsPerSecond()),
                whole(series.medianCpuMicrosPerRequest()),
                decimals(series.medianP50Millis()),
                decimals(series.medianP99Millis())));
    }

    private void ratio(Map<String, Series> results, String call, String baseline, String goal) {
        Ratios ratios = results.get(call).to(results.get(baseline));
        report.row(
                call + " / " + baseline,
                decimals(ratios.median()),
                decimals(ratios.min()),
                decimals(ratios.max()),
                goal);
    }

    /** A call that misses the cache needs a token that was not used within a minute: each round gets new ones, which are deleted afterwards. */
    private Map<String, Series> withFewTokens(List<String> tokens) throws SQLException {
        List<Workload> cached = sizeWorkloads(tokens);
        warmUp(cached, WARM_UP_TURN);
        Map<String, Series> results = new LinkedHashMap<>();
        for (int round = 0; round <= settings.sizeRounds(); round++) {
            List<String> fresh = table.add(slice, List.of(realm.ownerOfUncached()));
            measureSize(cached, fresh, round == 0 ? new LinkedHashMap<>() : results);
            table.deleteOf(realm.ownerOfUncached());
        }
        return results;
    }

    private Map<String, Series> withManyTokens(List<String> tokens, List<String> fresh) {
        List<Workload> cached = sizeWorkloads(tokens);
        warmUp(cached, WARM_UP_TURN);
        Map<String, Series> results = new LinkedHashMap<>();
        for (int round = 0; round < settings.sizeRounds(); round++) {
            measureSize(cached, fresh.subList(round * slice, (round + 1) * slice), results);
        }
        return results;
    }

    private List<Workload> sizeWorkloads(List<String> tokens) {
        return List.of(
                workload(NO_OP_GET, realm.noOpGet(tokens)),
                workload(VERIFY, realm.verify(tokens)),
                workload(OWN_LIST, realm.ownLists()));
    }

    private void measureSize(List<Workload> cached, List<String> fresh, Map<String, Series> results) {
        for (Workload workload : cached) {
            results.computeIfAbsent(workload.name(), name -> new Series())
                    .add(load.run(workload, settings.measuring()));
        }
        results.computeIfAbsent(UNCACHED, name -> new Series()).add(runUncached(fresh, settings.measuring()));
    }

    private Measurement runUncached(List<String> fresh, Duration duration) {
        Measurement measurement = load.run(workload(UNCACHED, realm.verify(fresh)), duration);
        assertThat(measurement.requests())
                .as("requests with tokens that are not cached")
                .isLessThanOrEqualTo(fresh.size());
        return measurement;
    }

    private void compareSizes(Map<String, Series> few, Map<String, Series> many) throws SQLException {
        report.title("Size of the table, " + settings.sizeRounds() + " rounds each");
        report.line("Few: " + whole(FEW_TOKENS) + " tokens (" + whole(FEW_TOKENS + slice)
                + " while tokens that are not cached are verified). Many: " + whole(table.tokens()) + " tokens, "
                + whole(table.secrets()) + " secrets.");
        report.line("");
        report.columns("call", "few: requests/s", "many: requests/s", "ratio", "few: p99 ms", "many: p99 ms", "ratio");
        few.forEach((name, series) -> {
            Series other = many.get(name);
            report.row(
                    name,
                    whole(series.medianRequestsPerSecond()),
                    whole(other.medianRequestsPerSecond()),
                    decimals(other.medianRequestsPerSecond() / series.medianRequestsPerSecond()),
                    decimals(series.medianP99Millis()),
                    decimals(other.medianP99Millis()),
                    decimals(other.medianP99Millis() / series.medianP99Millis()));
        });
    }

    /** Each window is shorter than the minute that a cached token lives, and begins with tokens that have just been cached. */
    private void countTransactions(List<String> tokens, List<String> uncached) throws SQLException {
        Workload verify = workload(VERIFY, realm.verify(tokens.subList(0, FEW_TOKENS)));
        Workload introspect = workload(INTROSPECT, realm.introspect(tokens.subList(FEW_TOKENS, 2 * FEW_TOKENS)));
        report.title("Database, " + WINDOW.toSeconds() + " s each");
        report.columns("window", "requests", "transactions", "per request", "rows inserted", "updated", "deleted");
        transactions("idle", () -> {
            DatabaseActivity.awaitReported();
            return 0L;
        });
        touch(verify);
        transactions(VERIFY, () -> load.run(verify, WINDOW).requests());
        touch(introspect);
        transactions(INTROSPECT, () -> load.run(introspect, WINDOW).requests());

        Reads before = database.reads();
        long misses = transactions(
                UNCACHED, () -> runUncached(uncached, settings.measuring()).requests());
        Reads reads = database.reads().minus(before);
        report.line("");
        report.line("Per look-up of a token that is not cached: " + decimals((double) reads.indexScans() / misses)
                + " index look-ups and " + decimals((double) reads.rowsByIndex() / misses)
                + " rows in both tables together, " + reads.sequentialScans() + " sequential scans.");
    }

    /** Sends each request at least once. */
    private void touch(Workload workload) {
        Duration duration = TOUCH;
        while (load.run(workload, duration).requests() < workload.size()) {
            duration = duration.multipliedBy(2);
        }
    }

    private long transactions(String window, java.util.function.LongSupplier something) throws SQLException {
        long[] requests = new long[1];
        Transactions seen = database.during(() -> requests[0] = something.getAsLong());
        report.row(
                window,
                whole(requests[0]),
                seen.transactions(),
                requests[0] == 0
                        ? "-"
                        : String.format(java.util.Locale.ROOT, "%.5f", (double) seen.transactions() / requests[0]),
                seen.inserted(),
                seen.updated(),
                seen.deleted());
        return requests[0];
    }

    private void weighCache(List<String> fresh) {
        Workload nothingNew = workload(NO_OP_GET, realm.noOpGet(fresh.subList(0, 1)));
        awaitForgotten(Duration.ZERO);
        // A cache drops what has expired when it is used next.
        realm.sendEach(realm.verify(fresh.subList(0, 100)));
        load.run(nothingNew, TOUCH);
        HeapHistogram before = HeapHistogram.of(server.pid());
        runUncached(fresh.subList(100, fresh.size()), settings.measuring());
        HeapHistogram grown = HeapHistogram.of(server.pid()).minus(before);
        long cached = grown.of("io.github.gatehouse.apitokens.verification.CachedSecret")
                .instances();
        report.title("Memory of the cache");
        report.line("Live objects before and after " + whole(cached) + " more tokens were cached: "
                + whole((double) grown.bytes() / cached) + " bytes for each, last use waiting to be written included.");
        report.line("");
        report.columns("class", "objects per token", "bytes per token");
        for (Map.Entry<String, Objects> entry : grown.largest(14)) {
            report.row(
                    "`" + entry.getKey() + "`",
                    decimals((double) entry.getValue().instances() / cached),
                    decimals((double) entry.getValue().bytes() / cached));
        }
    }

    private void explainQueries(String token, String uncached) throws SQLException {
        report.title("How the tables are read with " + whole(table.tokens()) + " tokens");
        report.columns("call", "sequential scans", "index scans", "rows read by index");
        DatabaseActivity.awaitReported();
        String user = realm.userIds().get(0);
        readsOf("own list", () -> realm.sendEach(realm.ownLists().subList(0, 1)));
        readsOf("admin list", () -> realm.adminList(Map.of()));
        readsOf("admin list, user", () -> realm.adminList(Map.of("user", user)));
        readsOf("admin list, search", () -> realm.adminList(Map.of("search", "Report ab")));
        readsOf("admin list, active", () -> realm.adminList(Map.of("status", "active")));
        readsOf("admin list, expired", () -> realm.adminList(Map.of("status", "expired")));
        readsOf("admin list, revoked", () -> realm.adminList(Map.of("status", "revoked")));
        report.line("");
        for (Map.Entry<String, String> query : QueryPlans.queries(
                        realm.id(), user, SecretHash.of(token).toHex())
                .entrySet()) {
            plans.explain(query.getValue());
            report.line("```");
            report.line(query.getKey());
            plans.explain(query.getValue()).forEach(report::line);
            report.line("```");
        }
        realm.statements();
        long first = realm.statements();
        long before = realm.statements();
        long asking = before - first;
        realm.sendEach(realm.verify(List.of(uncached)));
        report.line("");
        report.line("Statements for the look-up of one token that is not cached: "
                + (realm.statements() - before - asking));
    }

    /** To be called when the statistics are up to date, and leaves them so. */
    private void readsOf(String call, Runnable reading) throws SQLException {
        Reads before = database.reads();
        reading.run();
        DatabaseActivity.awaitReported();
        Reads reads = database.reads().minus(before);
        report.row(call, reads.sequentialScans(), reads.indexScans(), reads.rowsByIndex());
    }

    private Workload workload(String name, List<HttpCall> calls) {
        return Workload.of(name, settings.output(), calls, realm.answerSize(calls));
    }
}
