package io.github.gatehouse.tests.sessionhistory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;

/** The calls about sessions, as a user and as an administrator make them. */
final class SessionCalls {

    static final String OWN = "/realms/{realm}/account-security/sessions";
    static final String AUTOMATIC_LOGOUT = "/realms/{realm}/account-security/automatic-logout";
    static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final TestRealm realm;

    SessionCalls(TestRealm realm) {
        this.realm = realm;
    }

    TestUser user(String name) {
        return realm.user(name + "-" + UUID.randomUUID()).create();
    }

    /** An application that browsers sign in to; the account service accepts its tokens. */
    TestClient application() {
        return realm.client("application-" + UUID.randomUUID())
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    PlainBrowser browser() {
        return new PlainBrowser(realm).header("User-Agent", FIREFOX);
    }

    static String id(Tokens tokens) {
        return tokens.claims().get("sid").asText();
    }

    List<JsonNode> own(String accessToken, String state) {
        List<JsonNode> sessions = new ArrayList<>();
        realm.http()
                .get(OWN)
                .query("state", state)
                .bearer(accessToken)
                .send()
                .expect(200)
                .json()
                .forEach(sessions::add);
        return sessions;
    }

    List<JsonNode> ofUser(TestUser user, String state) {
        List<JsonNode> sessions = new ArrayList<>();
        realm.admin()
                .get("/account-security/users/" + user.id() + "/sessions")
                .query("state", state)
                .send()
                .expect(200)
                .json()
                .forEach(sessions::add);
        return sessions;
    }

    /** The session as an administrator sees it. */
    JsonNode ofUser(TestUser user, String state, String id) {
        return ofUser(user, state).stream()
                .filter(session -> session.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No session " + id + " is " + state));
    }

    /** A session that an application keeps when the user signs out. */
    Tokens offline(TestUser user) {
        return signIn(user, "openid offline_access", "127.0.0.1");
    }

    /** A sign-in at the node that this realm is the handle of, by a program at this address. */
    Tokens signIn(TestUser user, String scope, String address) {
        return tokens(realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .header("X-Forwarded-For", address)
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "scope",
                        scope,
                        "username",
                        user.username(),
                        "password",
                        user.password())
                .send());
    }

    /** What the token endpoint has answered. */
    static Tokens tokens(Response response) {
        JsonNode answer = response.expect(200).json();
        return new Tokens(
                answer.get("access_token").asText(),
                answer.get("refresh_token").asText(),
                answer.get("id_token").asText());
    }

    /** Takes the roles that every user has, and gives one of the account service's instead. */
    void onlyMay(TestUser user, String accountRole) {
        realm.admin()
                .method("DELETE", "/users/" + user.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
        user.grantClientRole("account", accountRole);
    }

    /** How many rows a table has for the realm, asked of a realm that stays. */
    static long rows(TestServer server, String table, String realmId) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows")
                .query("table", table)
                .query("realm", realmId)
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    /** The user ends sessions, in one of them. */
    Response end(Tokens by, String path) {
        return realm.http().delete(OWN + path).bearer(by.accessToken()).send();
    }

    Response refresh(Tokens tokens) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "refresh_token",
                        tokens.refreshToken())
                .send();
    }

    Response userInfo(Tokens tokens) {
        return realm.http()
                .get("/realms/{realm}/protocol/openid-connect/userinfo")
                .bearer(tokens.accessToken())
                .send();
    }

    void automaticLogout(Tokens tokens, Integer minutes) {
        realm.http()
                .put(AUTOMATIC_LOGOUT)
                .bearer(tokens.accessToken())
                .json(Collections.singletonMap("minutes", minutes))
                .send()
                .expect(200);
    }

    /** Runs a job of the server now. */
    void run(String task) {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/tasks/" + task)
                .send()
                .expect(204);
    }

    static Instant time(JsonNode session, String field) {
        return Instant.parse(session.get(field).asText());
    }
}
