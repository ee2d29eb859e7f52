package io.github.gatehouse.tests.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user of a {@link TestRealm}. */
public final class TestUser {

    private final TestRealm realm;
    private final String id;
    private final String username;
    private final String password;
    private final String email;

    TestUser(TestRealm realm, String id, String username, String password, String email) {
        this.realm = realm;
        this.id = id;
        this.username = username;
        this.password = password;
        this.email = email;
    }

    public String id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String password() {
        return password;
    }

    public String email() {
        return email;
    }

    /**
     * An access token from a new sign-in: audience {@code account}, role {@code account/manage-account}, {@code sid} of a session of
     * its own. Keycloak puts no {@code auth_time} into tokens of a direct grant; the session began with the sign-in.
     */
    public String accessToken() {
        return signIn().accessToken();
    }

    /** As {@link #accessToken()}, for a user with an authenticator app. */
    public String accessToken(Totp app) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "scope",
                        "openid",
                        "username",
                        username,
                        "password",
                        password,
                        "totp",
                        app.code())
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }

    /** A new sign-in by direct grant at the client {@value TestRealm#SIGN_IN_CLIENT}. */
    public Tokens signIn() {
        JsonNode answer = trySignIn().expect(200).json();
        return new Tokens(
                answer.get("access_token").asText(),
                answer.get("refresh_token").asText(),
                answer.get("id_token").asText());
    }

    /** The answer of the token endpoint to a sign-in with the right password, whatever it is. */
    public Response trySignIn() {
        return trySignIn(password);
    }

    /** The answer of the token endpoint to a sign-in with any password. */
    public Response trySignIn(String typedPassword) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "scope",
                        "openid",
                        "username",
                        username,
                        "password",
                        typedPassword)
                .send();
    }

    public void disable() {
        update(user -> user.put("enabled", false));
    }

    public void enable() {
        update(user -> user.put("enabled", true));
    }

    public void delete() {
        realm.admin().delete(path()).send().expect(204);
    }

    /** Ends all sessions of the user, as an administrator does. */
    public void signOutEverywhere() {
        realm.admin().post(path() + "/logout").send().expect(204);
    }

    public void grantRealmRole(String role) {
        realm.admin()
                .post(path() + "/role-mappings/realm")
                .json(List.of(realm.realmRoleRepresentation(role)))
                .send()
                .expect(204);
    }

    public void revokeRealmRole(String role) {
        realm.admin()
                .delete(path() + "/role-mappings/realm")
                .json(List.of(realm.realmRoleRepresentation(role)))
                .send()
                .expect(204);
    }

    public void grantClientRole(String clientId, String role) {
        changeClientRole("POST", clientId, role);
    }

    public void revokeClientRole(String clientId, String role) {
        changeClientRole("DELETE", clientId, role);
    }

    /** Sets an attribute as an administrator; no values remove it. */
    public void attribute(String key, String... values) {
        realm.allowUnmanagedUserAttributes();
        update(user -> {
            ObjectNode attributes = user.withObjectProperty("attributes");
            attributes.remove(key);
            for (String value : values) {
                attributes.withArrayProperty(key).add(value);
            }
        });
    }

    /** The user's credentials as administration REST shows them. */
    public List<JsonNode> credentials() {
        JsonNode found =
                realm.admin().get(path() + "/credentials").send().expect(200).json();
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    /** Changes the user's representation, as an administrator. */
    public void update(Consumer<ObjectNode> change) {
        ObjectNode user =
                (ObjectNode) realm.admin().get(path()).send().expect(200).json();
        change.accept(user);
        realm.admin().put(path()).json(user).send().expect(204);
    }

    @Override
    public String toString() {
        return "TestUser[" + username + "]";
    }

    private void changeClientRole(String method, String clientId, String role) {
        realm.admin()
                .method(method, path() + "/role-mappings/clients/" + realm.clientUuid(clientId))
                .json(List.of(realm.clientRoleRepresentation(clientId, role)))
                .send()
                .expect(204);
    }

    private String path() {
        return "/users/" + id;
    }

    /** A user being put together. Without further calls it has a password, a verified e-mail address and a name. */
    public static final class Builder {

        private final TestRealm realm;
        private final String username;
        private String password;
        private String email;
        private Totp authenticatorApp;
        private final List<String> realmRoles = new ArrayList<>();
        private final List<ClientRole> clientRoles = new ArrayList<>();
        private final Map<String, List<String>> attributes = new LinkedHashMap<>();

        Builder(TestRealm realm, String username) {
            this.realm = realm;
            this.username = username;
            this.password = "Correct-" + username + "-2026!";
            this.email = username + "@example.org";
        }

        public Builder password(String value) {
            password = value;
            return this;
        }

        public Builder email(String value) {
            email = value;
            return this;
        }

        /** Has this authenticator app as a second factor. */
        public Builder authenticatorApp(Totp app) {
            authenticatorApp = app;
            return this;
        }

        /** Realm roles that exist. */
        public Builder realmRoles(String... roles) {
            realmRoles.addAll(List.of(roles));
            return this;
        }

        /** A client role that exists. */
        public Builder clientRole(String clientId, String role) {
            clientRoles.add(new ClientRole(clientId, role));
            return this;
        }

        public Builder attribute(String key, String... values) {
            attributes.put(key, List.of(values));
            return this;
        }

        public TestUser create() {
            if (!attributes.isEmpty()) {
                realm.allowUnmanagedUserAttributes();
            }
            // First and last name are demanded by the default user profile: without them no sign-in completes.
            String id = realm.admin()
                    .post("/users")
                    .json(Map.of(
                            "username",
                            username,
                            "email",
                            email,
                            "emailVerified",
                            true,
                            "firstName",
                            "Test",
                            "lastName",
                            "User",
                            "enabled",
                            true,
                            "attributes",
                            attributes,
                            "credentials",
                            credentials()))
                    .send()
                    .createdId();
            TestUser user = new TestUser(realm, id, username, password, email);
            realmRoles.forEach(user::grantRealmRole);
            clientRoles.forEach(granted -> user.grantClientRole(granted.clientId(), granted.role()));
            return user;
        }

        private List<Map<String, Object>> credentials() {
            List<Map<String, Object>> credentials = new ArrayList<>();
            credentials.add(Map.of("type", "password", "value", password, "temporary", false));
            if (authenticatorApp != null) {
                credentials.add(authenticatorApp.credential("App"));
            }
            return credentials;
        }

        private record ClientRole(String clientId, String role) {}
    }
}
