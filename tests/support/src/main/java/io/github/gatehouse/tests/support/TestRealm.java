package io.github.gatehouse.tests.support;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A realm that belongs to one test class and is deleted after it. Its mail goes to {@link MailSink}; the public client
 * {@value #SIGN_IN_CLIENT} is there for {@link TestUser#accessToken()}.
 */
public final class TestRealm implements AutoCloseable {

    /** A public client with direct grants, whose access tokens are good for account REST. */
    public static final String SIGN_IN_CLIENT = "gatehouse-test";

    private final TestServer server;
    private final String name;
    private final AdminApi admin;
    private final String id;

    private TestRealm(TestServer server, String name) {
        this.server = server;
        this.name = name;
        this.admin = admin(server, name);
        this.id = admin.get("").send().expect(200).json().get("id").asText();
    }

    static TestRealm create(TestServer server, MailSink mail, String title) {
        return create(server, mail.smtpSettings(), title);
    }

    private static TestRealm create(TestServer server, Object smtpSettings, String title) {
        String name = title.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        server.admin()
                .post("/realms")
                .json(Map.of("realm", name, "enabled", true, "sslRequired", "none", "smtpServer", smtpSettings))
                .send()
                .expect(201);
        return withSignInClient(server, name);
    }

    private static TestRealm withSignInClient(TestServer server, String name) {
        TestRealm realm = new TestRealm(server, name);
        realm.client(SIGN_IN_CLIENT).publicClient().directGrants().create();
        return realm;
    }

    /** A second realm on the same server, without a mail server. Whoever asks for it closes it. */
    public TestRealm another() {
        return on(server, name);
    }

    /** A realm of a server that was {@linkplain RunningServer#startBeside started besides}, without a mail server. It ends with the server. */
    public static TestRealm on(TestServer server, String title) {
        String other = title + "-" + UUID.randomUUID().toString().substring(0, 8);
        server.admin()
                .post("/realms")
                .json(Map.of("realm", other, "enabled", true, "sslRequired", "none"))
                .send()
                .expect(201);
        return withSignInClient(server, other);
    }

    /** A second handle on this realm that talks to another node of the server. */
    public TestRealm on(TestServer node) {
        return new TestRealm(node, name);
    }

    /** Another realm of the same server, with the same mail server; the caller closes it. */
    public TestRealm sibling(String title) {
        return create(server, admin.get("").send().expect(200).json().get("smtpServer"), title);
    }

    public String name() {
        return name;
    }

    public String id() {
        return id;
    }

    /** The issuer of the realm's tokens, which is also the address of the realm. */
    public URI issuer() {
        return URI.create(server.publicUri() + "/realms/" + name);
    }

    /** Begins a new user. */
    public TestUser.Builder user(String username) {
        return new TestUser.Builder(this, username);
    }

    /** Begins a new client. */
    public TestClient.Builder client(String clientId) {
        return new TestClient.Builder(this, clientId);
    }

    /** Plain requests; {@code {realm}} in a path stands for this realm's name. */
    public Http http() {
        return new Http(server.baseUri(), name);
    }

    /** Administration REST as the server's first administrator; paths relative to {@code /admin/realms/{realm}}. */
    public AdminApi admin() {
        return admin;
    }

    /** Creates a realm role. */
    public void realmRole(String role) {
        admin.post("/roles").json(Map.of("name", role)).send().expect(201);
    }

    /** Creates a role of a client that exists. */
    public void clientRole(String clientId, String role) {
        admin.post("/clients/" + clientUuid(clientId) + "/roles")
                .json(Map.of("name", role))
                .send()
                .expect(201);
    }

    /**
     * Makes a realm role contain other roles.
     *
     * @param role a realm role that exists
     * @param children realm roles by name, client roles as {@code client/role}
     */
    public void composite(String role, String... children) {
        List<JsonNode> contained = Arrays.stream(children)
                .map(child -> {
                    int slash = child.indexOf('/');
                    return slash < 0
                            ? realmRoleRepresentation(child)
                            : clientRoleRepresentation(child.substring(0, slash), child.substring(slash + 1));
                })
                .toList();
        admin.post("/roles/" + encoded(role) + "/composites")
                .json(contained)
                .send()
                .expect(204);
    }

    /** Sets a realm attribute; null removes it. */
    public void attribute(String key, String value) {
        update(realm -> {
            ObjectNode attributes = realm.withObjectProperty("attributes");
            if (value == null) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
    }

    /** Changes the realm's representation, for example {@code update(realm -> realm.put("rememberMe", true))}. */
    public void update(Consumer<ObjectNode> change) {
        ObjectNode realm = (ObjectNode) admin.get("").send().expect(200).json();
        change.accept(realm);
        admin.put("").json(realm).send().expect(204);
    }

    /** Switches a required action on, for example {@code webauthn-register-passwordless}; registers it if the realm lacks it. */
    public void enableRequiredAction(String providerId) {
        String path = "/authentication/required-actions/" + providerId;
        Response found = admin.get(path).send();
        if (found.status() == 404) {
            admin.post("/authentication/register-required-action")
                    .json(Map.of("providerId", providerId, "name", providerId))
                    .send()
                    .expect(204);
            found = admin.get(path).send();
        }
        ObjectNode action = (ObjectNode) found.expect(200).json();
        action.put("enabled", true);
        admin.put(path).json(action).send().expect(204);
    }

    /** Lets users register passkeys, and sign in with one without a password. */
    public void allowPasskeys() {
        enableRequiredAction("webauthn-register-passwordless");
        update(realm -> realm.put("webAuthnPolicyPasswordlessPasskeysEnabled", true)
                .put("webAuthnPolicyPasswordlessRequireResidentKey", "Yes")
                .put("webAuthnPolicyPasswordlessUserVerificationRequirement", "required"));
    }

    /** From now on all user events and admin events are stored, whatever Keycloak saves by default. */
    public void enableEvents() {
        JsonNode types =
                server.admin().get("/serverinfo").send().expect(200).json().at("/enums/eventType");
        admin.put("/events/config")
                .json(Map.of(
                        "eventsEnabled", true,
                        "adminEventsEnabled", true,
                        "adminEventsDetailsEnabled", true,
                        "enabledEventTypes", types))
                .send()
                .expect(204);
    }

    /**
     * Changes the database as somebody with access to it does.
     *
     * @return how many rows were changed
     */
    public long sql(String statement) {
        return http().post("/realms/{realm}/gatehouse-testing/database/changes")
                .rawBody("text/plain", statement.getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    /** The stored user events, newest first, at most 1000. */
    public List<JsonNode> events() {
        return list("/events?max=1000");
    }

    /** The stored admin events, newest first, at most 1000. */
    public List<JsonNode> adminEvents() {
        return list("/admin-events?max=1000");
    }

    /** Deletes the realm. */
    @Override
    public void close() {
        // The clock may be in the future of a failed test, and the class may have deleted its realm itself.
        server.time().resetIfMoved();
        Response deleted = admin.delete("").send();
        if (deleted.status() != 404) {
            deleted.expect(204);
        }
    }

    @Override
    public String toString() {
        return "TestRealm[" + issuer() + "]";
    }

    TestServer server() {
        return server;
    }

    /** The internal id of a client. */
    String clientUuid(String clientId) {
        JsonNode found = admin.get("/clients")
                .query("clientId", clientId)
                .send()
                .expect(200)
                .json();
        if (found.isEmpty()) {
            throw new AssertionError("No client " + clientId + " in " + this);
        }
        return found.get(0).get("id").asText();
    }

    JsonNode realmRoleRepresentation(String role) {
        return admin.get("/roles/" + encoded(role)).send().expect(200).json();
    }

    JsonNode clientRoleRepresentation(String clientId, String role) {
        return admin.get("/clients/" + clientUuid(clientId) + "/roles/" + encoded(role))
                .send()
                .expect(200)
                .json();
    }

    /** Attributes that no user profile declares are refused by default; here an administrator may set any. */
    synchronized void allowUnmanagedUserAttributes() {
        ObjectNode profile =
                (ObjectNode) admin.get("/users/profile").send().expect(200).json();
        if (!profile.has("unmanagedAttributePolicy")) {
            profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
            admin.put("/users/profile").json(profile).send().expect(200);
        }
    }

    private List<JsonNode> list(String path) {
        ArrayNode found = (ArrayNode) admin.get(path).send().expect(200).json();
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    private static AdminApi admin(TestServer server, String name) {
        return server.admin().below("/realms/" + name);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
