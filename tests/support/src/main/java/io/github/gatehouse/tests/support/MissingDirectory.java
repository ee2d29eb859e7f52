package io.github.gatehouse.tests.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory (LDAP) with users of a realm that does not answer. Users whom the realm knows itself are taken for users of the directory, in what is kept of them, until this is
 * closed.
 */
public final class MissingDirectory implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("enabled", "true"),
            Map.entry("vendor", "other"),
            Map.entry("editMode", "READ_ONLY"),
            // Nobody listens there.
            Map.entry("connectionUrl", "ldap://127.0.0.1:1"),
            Map.entry("authType", "none"),
            Map.entry("usersDn", "ou=people,dc=example,dc=org"),
            Map.entry("usernameLDAPAttribute", "uid"),
            Map.entry("rdnLDAPAttribute", "uid"),
            Map.entry("uuidLDAPAttribute", "entryUUID"),
            Map.entry("userObjectClasses", "inetOrgPerson"));

    private final TestRealm realm;
    private final TestUser user;
    private final List<String> tables;
    private final String component;

    private MissingDirectory(TestRealm realm, TestUser user, List<String> tables, String component) {
        this.realm = realm;
        this.user = user;
        this.tables = tables;
        this.component = component;
    }

    /**
     * Lets what is kept of a user be kept of one of the directory.
     *
     * @param tables that have the user's id in a column {@code USER_ID}
     */
    public static MissingDirectory of(TestRealm realm, TestUser user, String... tables) {
        Map<String, Object> config = new HashMap<>();
        SETTINGS.forEach((name, value) -> config.put(name, List.of(value)));
        String component = realm.admin()
                .post("/components")
                .json(Map.of(
                        "name", "directory",
                        "providerId", "ldap",
                        "providerType", "org.keycloak.storage.UserStorageProvider",
                        "parentId", realm.id(),
                        "config", config))
                .send()
                .createdId();
        MissingDirectory missing = new MissingDirectory(realm, user, List.of(tables), component);
        missing.rename(user.id(), missing.userId());
        return missing;
    }

    private String userId() {
        return "f:" + component + ":" + user.username();
    }

    private void rename(String from, String to) {
        for (String table : tables) {
            long rows = realm.sql("update " + table + " set USER_ID = '" + to + "' where USER_ID = '" + from + "'");
            if (rows == 0) {
                throw new AssertionError("Nothing is kept of " + user.username() + " in " + table);
            }
        }
    }

    @Override
    public void close() {
        realm.admin().delete("/components/" + component).send().expect(204);
        rename(userId(), user.id());
    }
}
