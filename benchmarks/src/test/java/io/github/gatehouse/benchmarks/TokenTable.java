package io.github.gatehouse.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.apitokens.format.SecretHash;
import org.postgresql.PGConnection;

/**
 * Fills the tables of API tokens by SQL: a million REST calls would take hours. Rows are written in random order, as years of use would leave
 * them, and the tables are analysed afterwards.
 */
final class TokenTable implements AutoCloseable {

    private final Connection connection;
    private final String realmId;
    private final String roleId;
    private final String roleName;

    TokenTable(String jdbcUrl, String realmId, String roleId, String roleName) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl);
        this.realmId = realmId;
        this.roleId = roleId;
        this.roleName = roleName;
        execute("create temp table NEW_TOKEN (HASH varchar(64), USER_ID varchar(36), FATE varchar(8))");
    }

    /**
     * Adds tokens that can be used.
     *
     * @param owners ids of users, who get the tokens in turn
     * @return the tokens
     */
    List<String> add(int count, List<String> owners) throws SQLException {
        return add(count, owners, 0);
    }

    /**
     * Adds tokens that can be used, and among them others whose secret nobody knows, 50 for each of many users: one in ten of those has
     * expired, one in ten is revoked and has no secret any more.
     *
     * @return the tokens that can be used
     */
    List<String> add(int count, List<String> owners, int others) throws SQLException {
        List<String> tokens = new ArrayList<>(count);
        StringBuilder rows = new StringBuilder(count * 115);
        for (int i = 0; i < count; i++) {
            String token = ApiTokenFormat.generate("gth");
            tokens.add(token);
            rows.append(SecretHash.of(token).toHex())
                    .append('\t')
                    .append(owners.get(i % owners.size()))
                    .append("\topen")
                    .append('\n');
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy NEW_TOKEN from stdin", new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("Tokens were not copied into the database", e);
        }
        execute("insert into NEW_TOKEN"
                + " select encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'),"
                + " md5('user ' || n / 50)::uuid::text,"
                + " case n % 10 when 0 then 'expired' when 1 then 'revoked' else 'open' end"
                + " from generate_series(1, " + others + ") n");
        insertNewTokens();
        return tokens;
    }

    private void insertNewTokens() throws SQLException {
        execute("create temp table SHUFFLED as"
                + " select gen_random_uuid()::text ID, HASH, USER_ID, FATE,"
                + " (extract(epoch from now()) * 1000)::bigint - ((31 + 60 * random()) * 86400000)::bigint CREATED_AT"
                + " from NEW_TOKEN order by random()");
        execute("alter table SHUFFLED add column EXPIRES_AT bigint");
        execute(
                "update SHUFFLED set EXPIRES_AT = CREATED_AT + 86400000::bigint * case FATE when 'expired' then 30 else 365 end");
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into GATEHOUSE_API_TOKEN"
                        + " (ID, REALM_ID, USER_ID, NAME, SEARCH_NAME, NAME_KEY, ROLE_ID, ROLE_NAME, CREATED_AT, EXPIRES_AT,"
                        + " REVOKED_AT, GENERATION)"
                        + " select ID, ?, USER_ID, 'Report ' || substr(HASH, 1, 8), 'report ' || substr(HASH, 1, 8), ID, ?, ?,"
                        + " CREATED_AT, EXPIRES_AT, case FATE when 'revoked' then CREATED_AT + 86400000 end, 1 from SHUFFLED")) {
            insert.setString(1, realmId);
            insert.setString(2, roleId);
            insert.setString(3, roleName);
            insert.executeUpdate();
        }
        execute("insert into GATEHOUSE_API_TOKEN_SECRET (SECRET_HASH, TOKEN_ID, GENERATION, ISSUED_AT, EXPIRES_AT)"
                + " select HASH, ID, 1, CREATED_AT, EXPIRES_AT from SHUFFLED where FATE <> 'revoked'");
        execute("drop table SHUFFLED");
        execute("truncate NEW_TOKEN");
        tidy();
    }

    /** Deletes all tokens of a user. */
    void deleteOf(String owner) throws SQLException {
        // The server, which writes last uses meanwhile, locks rows in the order of their ids: in another order this
        // would be a deadlock now and then.
        try (PreparedStatement delete =
                connection.prepareStatement("with OF_OWNER as (select ID from GATEHOUSE_API_TOKEN"
                        + " where REALM_ID = ? and USER_ID = ? order by ID for update)"
                        + " delete from GATEHOUSE_API_TOKEN where ID in (select ID from OF_OWNER)")) {
            delete.setString(1, realmId);
            delete.setString(2, owner);
            delete.executeUpdate();
        }
        tidy();
    }

    /** Deletes all tokens of all realms. */
    void clear() throws SQLException {
        execute("truncate GATEHOUSE_API_TOKEN cascade");
    }

    /** Makes the database do now what it would otherwise do at a moment of its choice. */
    private void tidy() throws SQLException {
        execute("vacuum analyze GATEHOUSE_API_TOKEN");
        execute("vacuum analyze GATEHOUSE_API_TOKEN_SECRET");
        execute("checkpoint");
    }

    long tokens() throws SQLException {
        return count("select count(*) from GATEHOUSE_API_TOKEN");
    }

    long secrets() throws SQLException {
        return count("select count(*) from GATEHOUSE_API_TOKEN_SECRET");
    }

    private long count(String query) throws SQLException {
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
