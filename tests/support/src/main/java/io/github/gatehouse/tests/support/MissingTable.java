package io.github.gatehouse.tests.support;

/** An outage of the database for one of Gatehouse's tables: it has another name until this is closed. Only on the server of {@link OutageProfile}. */
public final class MissingTable implements AutoCloseable {

    private final TestRealm realm;
    private final String table;

    private MissingTable(TestRealm realm, String table) {
        this.realm = realm;
        this.table = table;
    }

    /**
     * Takes the table away.
     *
     * @param table for example {@code GATEHOUSE_SESSION}
     */
    public static MissingTable of(TestRealm realm, String table) {
        MissingTable missing = new MissingTable(realm, table);
        missing.rename(table, missing.away());
        return missing;
    }

    private String away() {
        return table + "_AWAY";
    }

    private void rename(String from, String to) {
        realm.sql("alter table " + from + " rename to " + to);
    }

    @Override
    public void close() {
        rename(away(), table);
    }
}
