package io.github.gatehouse.tests.support;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;

/** A directory (LDAP) in which a realm finds users. */
public final class Directory implements AutoCloseable {

    private static final String BASE = "dc=example,dc=org";
    private static final String PEOPLE = "ou=people," + BASE;

    private final TestRealm realm;
    private final InMemoryDirectoryServer server;
    private final AtomicBoolean refusesChanges;
    private String component;

    private Directory(TestRealm realm, InMemoryDirectoryServer server, AtomicBoolean refusesChanges) {
        this.realm = realm;
        this.server = server;
        this.refusesChanges = refusesChanges;
    }

    /** Starts one on this machine, and lets the realm import its users, and change their passwords. */
    public static Directory of(TestRealm realm) {
        return start(realm, "true", "WRITABLE");
    }

    /** One whose users the realm does not import: their ids are not Keycloak's own, and they have no row in its table of users. */
    public static Directory withoutImport(TestRealm realm) {
        return start(realm, "false", "WRITABLE");
    }

    /** One in which the realm changes nothing. */
    public static Directory onlyRead(TestRealm realm) {
        return start(realm, "true", "READ_ONLY");
    }

    private static Directory start(TestRealm realm, String importEnabled, String editMode) {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig(
                    "ldap", InetAddress.getLoopbackAddress(), FreePort.find(), null));
            AtomicBoolean refusesChanges = new AtomicBoolean();
            config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
                @Override
                public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
                    if (refusesChanges.get()) {
                        throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM);
                    }
                }
            });
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.add("dn: " + BASE, "objectClass: domain", "dc: example");
            server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
            server.startListening();
            Directory directory = new Directory(realm, server, refusesChanges);
            directory.addToRealm(server.getListenPort(), importEnabled, editMode);
            return directory;
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException("The directory could not be started", e);
        }
    }

    private void addToRealm(int port, String importEnabled, String editMode) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("enabled", "true");
        settings.put("vendor", "other");
        settings.put("editMode", editMode);
        settings.put("connectionUrl", "ldap://127.0.0.1:" + port);
        settings.put("authType", "none");
        settings.put("usersDn", PEOPLE);
        settings.put("usernameLDAPAttribute", "uid");
        settings.put("rdnLDAPAttribute", "uid");
        settings.put("uuidLDAPAttribute", "entryUUID");
        settings.put("userObjectClasses", "inetOrgPerson");
        settings.put("importEnabled", importEnabled);
        settings.put("trustEmail", "true");
        // So that it is seen at once when the directory does not answer.
        settings.put("cachePolicy", "NO_CACHE");
        Map<String, List<String>> config = new LinkedHashMap<>();
        settings.forEach((name, value) -> config.put(name, List.of(value)));
        component = realm.admin()
                .post("/components")
                .json(Map.of(
                        "name", "directory",
                        "providerId", "ldap",
                        "providerType", "org.keycloak.storage.UserStorageProvider",
                        "parentId", realm.id(),
                        "config", config))
                .send()
                .createdId();
    }

    /** Adds a user, with an e-mail address that nobody else in this run has. */
    public TestUser user(String username) {
        String password = "Correct-" + username + "-2026!";
        String email = username + "@" + realm.name() + ".example.org";
        try {
            server.add(
                    "dn: uid=" + username + "," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "uid: " + username,
                    "cn: Test",
                    "sn: User",
                    "mail: " + email,
                    "userPassword: " + password);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException("No user could be added to the directory", e);
        }
        String id = realm.admin()
                .get("/users")
                .query("username", username)
                .query("exact", "true")
                .send()
                .expect(200)
                .json()
                .get(0)
                .get("id")
                .asText();
        return new TestUser(realm, id, username, password, email);
    }

    /** Whether the directory refuses to change its users, new passwords included. */
    public void refuseChanges(boolean refuse) {
        refusesChanges.set(refuse);
    }

    /** From now on the directory does not answer. */
    public void stopAnswering() {
        server.shutDown("ldap", true);
    }

    /** The directory answers again. */
    public void answerAgain() {
        try {
            server.startListening("ldap");
        } catch (LDAPException e) {
            throw new IllegalStateException("The directory could not be started again", e);
        }
    }

    /** Stops the directory, and lets the realm forget it. */
    @Override
    public void close() {
        realm.admin().delete("/components/" + component).send().expect(204);
        server.shutDown(true);
    }
}
