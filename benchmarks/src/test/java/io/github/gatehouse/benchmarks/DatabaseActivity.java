package io.github.gatehouse.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * What the server's database did, from PostgreSQL's own statistics. Watched from another database of the same PostgreSQL, so that looking does not
 * count.
 */
final class DatabaseActivity implements AutoCloseable {

    /** An idle session reports to the statistics after 10 seconds. */
    private static final Duration UNTIL_REPORTED = Duration.ofSeconds(11);

    private final Connection observer;
    private final Connection inside;

    DatabaseActivity(String jdbcUrl) throws SQLException {
        this.observer = DriverManager.getConnection(jdbcUrl.replace("/postgres?", "/template1?"));
        this.inside = DriverManager.getConnection(jdbcUrl);
    }

    /** What the database does in the course of something, and until its sessions have reported it. */
    Transactions during(Runnable something) throws SQLException {
        awaitReported();
        Transactions before = read();
        something.run();
        awaitReported();
        return read().minus(before);
    }

    static void awaitReported() {
        Awaitility.await()
                .pollDelay(UNTIL_REPORTED)
                .atMost(UNTIL_REPORTED.multipliedBy(2))
                .until(() -> true);
    }

    private Transactions read() throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet row = statement.executeQuery("select xact_commit + xact_rollback, tup_inserted, tup_updated,"
                        + " tup_deleted from pg_stat_database where datname = 'postgres'")) {
            row.next();
            return new Transactions(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    /** How the tables of API tokens were read so far, both together. */
    Reads reads() throws SQLException {
        try (Statement statement = inside.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(seq_scan), sum(idx_scan), sum(idx_tup_fetch)"
                                + " from pg_stat_user_tables where relname in ('gatehouse_api_token', 'gatehouse_api_token_secret')")) {
            row.next();
            return new Reads(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    @Override
    public void close() throws SQLException {
        observer.close();
        inside.close();
    }

    /**
     * Counters of the database.
     *
     * @param transactions committed and rolled back
     * @param inserted rows inserted
     * @param updated rows updated
     * @param deleted rows deleted
     */
    record Transactions(long transactions, long inserted, long updated, long deleted) {

        Transactions minus(Transactions before) {
            return new Transactions(
                    transactions - before.transactions,
                    inserted - before.inserted,
                    updated - before.updated,
                    deleted - before.deleted);
        }
    }

    /**
     * Counters of the tables of API tokens.
     *
     * @param sequentialScans reads of a whole table
     * @param indexScans look-ups in an index
     * @param rowsByIndex rows fetched through an index
     */
    record Reads(long sequentialScans, long indexScans, long rowsByIndex) {

        Reads minus(Reads before) {
            return new Reads(
                    sequentialScans - before.sequentialScans,
                    indexScans - before.indexScans,
                    rowsByIndex - before.rowsByIndex);
        }
    }
}
