package io.github.gatehouse.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How PostgreSQL runs the queries of the token store, as {@code explain (analyze, buffers)} tells it. */
final class QueryPlans implements AutoCloseable {

    private static final String LIST = "select * from GATEHOUSE_API_TOKEN t where t.REALM_ID = '%s'";
    private static final String FIRST_PAGE = " fetch first 100 rows only";

    private final Connection connection;

    QueryPlans(String jdbcUrl) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl);
    }

    /** The queries of {@code JpaApiTokenStore} with these values in them, by what they are for. */
    static Map<String, String> queries(String realmId, String userId, String secretHash) {
        String list = LIST.formatted(realmId);
        String now = "(extract(epoch from now()) * 1000)::bigint";
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "look-up",
                "select * from GATEHOUSE_API_TOKEN_SECRET s join GATEHOUSE_API_TOKEN t on t.ID = s.TOKEN_ID"
                        + " where s.SECRET_HASH = '" + secretHash + "' and t.REVOKED_AT is null");
        queries.put(
                "own list", list + " and t.USER_ID = '" + userId + "' order by t.CREATED_AT desc, t.ID" + FIRST_PAGE);
        queries.put("admin list", list + " order by t.CREATED_AT desc, t.ID" + FIRST_PAGE);
        queries.put(
                "admin list, search",
                list + " and t.SEARCH_NAME like 'report ab%' escape '!' order by t.SEARCH_NAME, t.ID" + FIRST_PAGE);
        queries.put(
                "admin list, active",
                list + " and t.REVOKED_AT is null and t.EXPIRES_AT > " + now + " order by t.CREATED_AT desc, t.ID"
                        + FIRST_PAGE);
        queries.put(
                "admin list, expired",
                list + " and t.REVOKED_AT is null and t.EXPIRES_AT <= " + now + " order by t.EXPIRES_AT desc, t.ID"
                        + FIRST_PAGE);
        queries.put(
                "admin list, revoked",
                list + " and t.REVOKED_AT is not null order by t.REVOKED_AT desc, t.ID" + FIRST_PAGE);
        return queries;
    }

    /** The plan of a query that was run just now, one step a line. */
    List<String> explain(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain (analyze, buffers, costs off) " + query)) {
            List<String> plan = new ArrayList<>();
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
            return plan;
        }
    }

    String version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
