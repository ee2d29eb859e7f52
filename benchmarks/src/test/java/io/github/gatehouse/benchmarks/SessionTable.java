package io.github.gatehouse.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sessions of many users, made by SQL: copies of one that Keycloak has made, with its clients and its record in the history. */
final class SessionTable implements AutoCloseable {

    /** As many as a user has. */
    private static final int SESSIONS_OF_A_USER = 10;

    private final Connection connection;
    private final String realmId;

    SessionTable(String jdbcUrl, String realmId) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl);
        this.realmId = realmId;
    }

    /**
     * Copies a session.
     *
     * @param id of the session that is copied
     */
    void fill(String id, int copies) throws SQLException {
        execute(
                "insert into USER_ENTITY (ID, ENABLED, EMAIL_VERIFIED, REALM_ID, USERNAME, EMAIL_CONSTRAINT, NOT_BEFORE)"
                        + " select 'copy-' || n, true, false, '" + realmId + "', 'copy-' || n, 'copy-' || n, 0"
                        + " from generate_series(0, " + (copies / SESSIONS_OF_A_USER) + ") n");
        String user = "'copy-' || (n / " + SESSIONS_OF_A_USER + ")";
        copy("OFFLINE_USER_SESSION", "USER_SESSION_ID", id, copies, Map.of("USER_ID", user));
        copy("OFFLINE_CLIENT_SESSION", "USER_SESSION_ID", id, copies, Map.of());
        copy("GATEHOUSE_SESSION", "ID", id, copies, Map.of("USER_ID", user));
        execute("vacuum analyze");
    }

    private void copy(String table, String key, String id, int copies, Map<String, String> values) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> copied = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select column_name from information_schema.columns where table_name = ? and table_schema = 'public'")) {
            statement.setString(1, table.toLowerCase(Locale.ROOT));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1).toUpperCase(Locale.ROOT);
                    columns.add(column);
                    copied.add(column.equals(key) ? copyId() : values.getOrDefault(column, "t." + column));
                }
            }
        }
        execute("insert into " + table + " (" + String.join(", ", columns) + ") select " + String.join(", ", copied)
                + " from " + table + " t, generate_series(1, " + copies + ") n where t." + key + " = '" + id + "'");
    }

    /** The same in each table, in no order. */
    private static String copyId() {
        return "md5('session ' || n)::uuid::text";
    }

    /** How many sessions Keycloak has stored. */
    long count() throws SQLException {
        return number("select count(*) from OFFLINE_USER_SESSION where REALM_ID = '" + realmId + "'");
    }

    /** How long the longest transaction goes on that is open at this moment. */
    Duration longestTransaction() throws SQLException {
        return Duration.ofMillis(
                number("select coalesce(max(extract(epoch from clock_timestamp() - xact_start)) * 1000, 0)::bigint"
                        + " from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"));
    }

    /** Removes the users and what is left of their sessions: the realm could not be deleted in the time of a request. */
    void clear() throws SQLException {
        String ofCopies = " where REALM_ID = '" + realmId + "' and USER_ID like 'copy-%'";
        execute(
                "delete from OFFLINE_CLIENT_SESSION where USER_SESSION_ID in (select USER_SESSION_ID from OFFLINE_USER_SESSION"
                        + ofCopies + ")");
        execute("delete from OFFLINE_USER_SESSION" + ofCopies);
        execute("delete from GATEHOUSE_SESSION" + ofCopies);
        execute("delete from USER_ENTITY where REALM_ID = '" + realmId + "' and ID like 'copy-%'");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
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
