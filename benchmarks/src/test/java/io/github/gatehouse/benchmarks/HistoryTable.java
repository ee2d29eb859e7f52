package io.github.gatehouse.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills the tables of the history of sessions and of the security log by SQL, and asks them as the stores do. */
final class HistoryTable implements AutoCloseable {

    /** As many rows as a user has on average. */
    static final int ROWS_OF_A_USER = 100;

    private static final String SESSIONS = "GATEHOUSE_SESSION";
    private static final String LOG = "GATEHOUSE_SECURITY_LOG";
    private static final int PAGE = 20;

    /** Milliseconds since 1970 of row n: over the last year, the rows of a user far apart. */
    private static final String AT =
            "(extract(epoch from now()) * 1000)::bigint - 31536000000 + (n * (31536000000 / %d))::bigint";

    private final Connection connection;
    private final String realmId;

    HistoryTable(String jdbcUrl, String realmId) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl);
        this.realmId = realmId;
    }

    /** Adds rows to both tables; those of one user lie among those of all others, as time would leave them. */
    void fill(long rows) throws SQLException {
        String at = AT.formatted(rows);
        String user = "'user-' || (n % " + Math.max(1, rows / ROWS_OF_A_USER) + ")";
        fill(
                SESSIONS,
                "insert into GATEHOUSE_SESSION (ID, REALM_ID, USER_ID, STARTED_AT, LAST_ACTIVITY_AT, ENDED_AT, END_REASON,"
                        + " ADDRESS, BROWSER, OPERATING_SYSTEM, USER_AGENT, CLIENT_ID, REMEMBERED, OFFLINE_USE)"
                        + " select gen_random_uuid()::text, '" + realmId + "', " + user + ", " + at + ", " + at + ", "
                        + at + " + 1800000, 'timed-out', '198.51.100.' || (n % 250), 'Firefox 140', 'Linux',"
                        + " 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'account-console',"
                        + " false, false from generate_series(1, " + rows + ") n");
        fill(
                LOG,
                "insert into GATEHOUSE_SECURITY_LOG (ID, REALM_ID, SEQUENCE_NUMBER, HASH, OCCURRED_AT, CATEGORY, KIND, OUTCOME,"
                        + " IMPERSONATED, PERSONAL_HASH, SALT, USER_ID, ADDRESS, BROWSER, OPERATING_SYSTEM, CLIENT_ID)"
                        + " select substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(r, 1, 3) || '-8' || substr(r, 4, 3)"
                        + " || '-' || substr(r, 7, 12), '" + realmId
                        + "', n, r || r, at, 'sign-in', 'sign-in', 'success', false,"
                        + " r || r, r, " + user
                        + ", '198.51.100.' || (n % 250), 'Firefox 140', 'Linux', 'account-console'"
                        + " from (select n, " + at + " as at, lpad(to_hex(" + at + "), 12, '0') as t, md5(n::text) as r"
                        + " from generate_series(1, " + rows + ") n) rows_to_be");
        execute("checkpoint");
    }

    /** Indexes are made anew afterwards: with them it would take hours. */
    private void fill(String table, String insert) throws SQLException {
        Map<String, String> indexes = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select indexname, indexdef from pg_indexes where tablename = '"
                        + table.toLowerCase(Locale.ROOT) + "' and indexname like 'idx%'")) {
            while (rows.next()) {
                indexes.put(rows.getString(1), rows.getString(2));
            }
        }
        for (String index : indexes.keySet()) {
            execute("drop index " + index);
        }
        execute(insert);
        execute("set maintenance_work_mem = '512MB'");
        for (String definition : indexes.values()) {
            execute(definition);
        }
        execute("vacuum analyze " + table);
    }

    /** The first pages of the stores, by what they are for; one parameter, the user, but for the last. */
    Map<String, String> firstPages() {
        Map<String, String> pages = new LinkedHashMap<>();
        String page = " fetch first " + PAGE + " rows only";
        String sessions = "select * from GATEHOUSE_SESSION s where s.REALM_ID = '" + realmId + "' and s.USER_ID = ?";
        String log = "select * from GATEHOUSE_SECURITY_LOG e where e.REALM_ID = '" + realmId + "'";
        pages.put("a user's active sessions", sessions + " and s.ENDED_AT = 0 order by s.STARTED_AT desc, s.ID" + page);
        pages.put(
                "a user's completed sessions",
                sessions + " and s.ENDED_AT > 0 order by s.ENDED_AT desc, s.STARTED_AT desc" + page);
        pages.put("a user's log", log + " and e.USER_ID = ? order by e.ID desc" + page);
        pages.put(
                "a user's log, one category",
                log + " and e.USER_ID = ? and e.CATEGORY = 'sign-in' order by e.ID desc" + page);
        pages.put("the realm's log", log + " order by e.ID desc" + page);
        return pages;
    }

    /** How long the database takes for a query, for each of some users whose pages nobody has asked for before. */
    List<Duration> durations(String query, int users) throws SQLException {
        boolean hasUser = query.contains("?");
        List<Duration> durations = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < users; i++) {
                if (hasUser) {
                    statement.setString(1, "user-" + i);
                }
                long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
                durations.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return durations;
    }

    /** Empties both tables: the realm could not be deleted in the time of a request. */
    void clear() throws SQLException {
        execute("truncate " + SESSIONS + ", " + LOG);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
