package io.github.gatehouse.tests.openapi;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.tests.openapi.HostileInput.Attempt;
import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A running server and docs/openapi.yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {

    private static final String TOKENS = "/realms/{realm}/api-tokens";
    private static final String VERIFY = TOKENS + "/verify";
    private static final String DEVICES = "/realms/{realm}/account-security/devices";
    private static final String DEVICES_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/devices";
    private static final String PIN = "/realms/{realm}/account-security/pin";
    private static final String SECOND_FACTOR = "/realms/{realm}/account-security/second-factor";
    private static final String SESSIONS = "/realms/{realm}/account-security/sessions";
    private static final String SESSIONS_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/sessions";
    private static final String AUTOMATIC_LOGOUT = "/realms/{realm}/account-security/automatic-logout";
    private static final String SESSION_LIMIT = AUTOMATIC_LOGOUT + "/session";
    private static final String SCRIPT = AUTOMATIC_LOGOUT + ".js";
    private static final String NOTICES = "/realms/{realm}/account-security/notices";
    private static final String ONE_TIME_PASSWORD =
            "/admin/realms/{realm}/account-security/users/{userId}/one-time-password";
    private static final String SIGN_OUT = "/admin/realms/{realm}/account-security/sign-out";
    private static final String NOT_ME = "/realms/{realm}/account-security/not-me";
    private static final String LOG = "/admin/realms/{realm}/account-security/log";
    private static final String LOG_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/log";
    private static final String ADMIN = "/admin/realms/{realm}/api-tokens";
    private static final String SETTINGS = "/admin/realms/{realm}/account-security/settings";
    private static final String SETUP = "/admin/realms/{realm}/account-security/setup";
    private static final String TOKEN = "/realms/{realm}/protocol/openid-connect/token";
    private static final String INTROSPECT = TOKEN + "/introspect";
    private static final String TOKEN_TYPE = "urn:gatehouse:params:oauth:token-type:api-token";

    private static final int UNKNOWN_TOKENS_A_MINUTE = 300;

    private static final long SEED = 35;
    private static final int ATTEMPTS_WITH_A_BODY = 400;
    private static final int ATTEMPTS_WITHOUT = 40;
    private static final int ATTEMPTS_AS_A_STRANGER = 6;

    private final OpenApiDocument document = OpenApiDocument.read();

    /** Documented answers that were seen. */
    private final Set<String> seen = new TreeSet<>();

    private TestRealm realm;
    private TestUser alice;
    private TestUser outsider;
    private TestClient api;

    @BeforeAll
    void aUserWithARoleAndAClientThatAcceptsTokens(TestRealm realm) {
        this.realm = realm;
        realm.realmRole("reader");
        realm.realmRole("writer");
        api = realm.client("api")
                .confidential()
                .attribute("gatehouse.apiTokens.accept", "true")
                .create();
        realm.clientRole("api", "archive");
        realm.composite("reader", "api/archive");
        realm.client("public").publicClient().create();
        alice = realm.user("alice").realmRoles("reader", "writer").create();

        outsider = realm.user("outsider").create();
        realm.admin()
                .delete("/users/" + outsider.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
        outsider.grantClientRole("account", "view-applications");
    }

    @Test
    @DisplayName("give each documented answer, and give it as documented")
    void eachDocumentedAnswerIsGivenAsDocumented(TestServer server) {
        strangersAndOutsiders();
        ownTokens(server);
        pin(server);
        secondFactor(server);
        devices();
        logs();
        gateways();
        oauth();
        administration();
        settings();
        setUp();
        notMe();
        sessions();
        notices();
        oneTimePassword();

        Set<String> documented = new TreeSet<>();
        document.operations().forEach(operation -> operation
                .definition()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> documented.add(operation + " " + status)));
        // Only the link in a mail leads to these pages: NewDeviceIT follows it.
        documented.removeAll(Set.of("GET " + NOT_ME + " 200", "POST " + NOT_ME + " 200"));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(documented);
    }

    private void strangersAndOutsiders() {
        String outsidersToken = outsider.accessToken();
        String alicesToken = alice.accessToken();
        for (Operation operation : document.operations()) {
            String path = operation
                    .path()
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{userId}", alice.id())
                    .replace("{path}", "some/path");
            Request elsewhere = realm.http().method(operation.method(), path.replace("{realm}", "no-such-realm"));
            if (operation.isSecuredBy("adminAccessToken")) {
                elsewhere.bearer(realm.admin().accessToken());
            }
            expect(404, operation, elsewhere);
            if (operation.documents(401)) {
                Request anonymous = realm.http().method(operation.method(), path);
                if (operation.path().equals(TOKEN)) {
                    anonymous.form(exchangeForm("nonsense"));
                }
                expect(401, operation, anonymous);
            }
            if (operation.isSecuredBy("accountAccessToken")) {
                expect(
                        403,
                        operation,
                        realm.http().method(operation.method(), path).bearer(outsidersToken));
            }
            if (operation.isSecuredBy("adminAccessToken")) {
                expect(
                        403,
                        operation,
                        realm.http()
                                .method(operation.method(), path)
                                .bearer(alicesToken)
                                .query("user", alice.id()));
            }
            if (operation.toString().startsWith("OPTIONS") && !operation.path().startsWith(VERIFY)) {
                expect(
                        200,
                        operation,
                        realm.http()
                                .method("OPTIONS", path)
                                .header("Origin", "https://app.example.org")
                                .header("Access-Control-Request-Method", "GET"));
            }
        }
    }

    private void ownTokens(TestServer server) {
        realm.update(r -> r.put("accessTokenLifespan", 3_600));
        String signedIn = alice.accessToken();
        Operation list = document.operation("GET", TOKENS);
        Operation create = document.operation("POST", TOKENS);
        Operation roles = document.operation("GET", TOKENS + "/roles");
        Operation options = document.operation("GET", TOKENS + "/options");
        Operation get = document.operation("GET", TOKENS + "/{id}");
        Operation revoke = document.operation("DELETE", TOKENS + "/{id}");
        Operation renew = document.operation("POST", TOKENS + "/{id}/renew");

        JsonNode created = expect(201, create, request(create).bearer(signedIn).json(fullForm()))
                .json();
        String id = created.get("id").asText();
        expect(201, create, request(create).bearer(signedIn).json(form("writes", "writer")));
        expect(400, create, request(create).bearer(signedIn).json(form("x", "not-hers")));
        expect(400, create, request(create).bearer(signedIn).json(Map.of("name", "<")));
        expect(409, create, request(create).bearer(signedIn).json(form("WRITES", "writer")));
        withSetting(
                "gatehouse.apiTokens.maxPerUser",
                "1",
                () -> expect(409, create, request(create).bearer(signedIn).json(form("too many", "reader"))));
        withSetting(
                "gatehouse.apiTokens.maxValidityMonths",
                "many",
                () -> expect(409, options, request(options).bearer(signedIn)));

        assertThat(expect(200, list, request(list).bearer(signedIn)).json()).hasSize(2);
        expect(200, list, request(list).bearer(signedIn).query("first", "1").query("max", "1"));
        expect(400, list, request(list).bearer(signedIn).query("max", "101"));
        expect(200, roles, request(roles).bearer(signedIn));
        expect(200, options, request(options).bearer(signedIn));
        expect(200, get, request(get, id).bearer(signedIn));
        expect(404, get, request(get, UUID.randomUUID().toString()).bearer(signedIn));

        expect(200, renew, request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 12)));
        expect(400, renew, request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 13)));
        withSetting(
                "gatehouse.apiTokens.excludedRoles",
                "read*",
                () -> expect(409, renew, request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1))));

        server.time().advance(Duration.ofMinutes(6));
        expect(401, create, request(create).bearer(signedIn).json(fullForm()));
        expect(401, renew, request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1)));
        server.time().reset();

        expect(204, revoke, request(revoke, id).bearer(signedIn));
        expect(409, renew, request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1)));
        assertThat(expect(200, get, request(get, id).bearer(signedIn))
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("revoked");

        Operation revokeByHolder = document.operation("POST", TOKENS + "/revoke");
        expect(200, revokeByHolder, request(revokeByHolder).form("token", newToken(alice, "found", Map.of())));
        expect(200, revokeByHolder, request(revokeByHolder).form("token", "no token"));
    }

    private void pin(TestServer server) {
        Operation get = document.operation("GET", PIN);
        Operation set = document.operation("PUT", PIN);
        Operation remove = document.operation("DELETE", PIN);
        String signedIn = alice.accessToken();
        expect(204, set, request(set).bearer(signedIn).json(Map.of("pin", "739201")));
        expect(200, get, request(get).bearer(signedIn));
        expect(400, set, request(set).bearer(signedIn).json(Map.of("pin", "73920")));
        expect(400, set, request(set).bearer(signedIn).json(Map.of("pin", "123456")));
        expect(204, remove, request(remove).bearer(signedIn));

        server.time().advance(Duration.ofMinutes(6));
        expect(401, set, request(set).bearer(signedIn).json(Map.of("pin", "739201")));
        expect(401, remove, request(remove).bearer(signedIn));
    }

    private void secondFactor(TestServer server) {
        Operation turnOff = document.operation("DELETE", SECOND_FACTOR);
        Operation remove = document.operation("DELETE", SECOND_FACTOR + "/{id}");
        TestUser user = realm.user("two-factors").create();
        String signedIn = user.accessToken();
        user.update(u -> u.withArrayProperty("credentials")
                .addPOJO(Map.of(
                        "type",
                        "otp",
                        "credentialData",
                        "{\"subType\":\"totp\",\"digits\":6,\"period\":30,\"algorithm\":\"HmacSHA1\"}",
                        "secretData",
                        "{\"value\":\"5yZ7u2k9W1q8R4t6\"}")));
        String id = user.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals("otp"))
                .map(credential -> credential.get("id").asText())
                .findFirst()
                .orElseThrow();
        server.time().advance(Duration.ofMinutes(6));
        expect(401, turnOff, request(turnOff).bearer(signedIn));
        expect(401, remove, request(remove, id).bearer(signedIn));
        server.time().reset();
        expect(204, remove, request(remove, id).bearer(signedIn));
        expect(404, remove, request(remove, id).bearer(signedIn));
        expect(204, turnOff, request(turnOff).bearer(signedIn));
    }

    private void devices() {
        Operation list = document.operation("GET", DEVICES);
        Operation delete = document.operation("DELETE", DEVICES + "/{id}");
        Operation deleteAll = document.operation("DELETE", DEVICES);
        Operation listOfUser = document.operation("GET", DEVICES_OF_USER);
        Operation deleteOfUser = document.operation("DELETE", DEVICES_OF_USER + "/{id}");
        Operation deleteAllOfUser = document.operation("DELETE", DEVICES_OF_USER);
        alice.update(
                user -> user.putArray("credentials").addPOJO(securityKey("one")).addPOJO(securityKey("other")));
        String token = alice.accessToken();
        JsonNode keys = expect(200, list, request(list).bearer(token)).json();
        assertThat(keys).hasSize(2);
        String own = keys.get(0).get("id").asText();
        expect(204, delete, request(delete, own).bearer(token));
        expect(400, deleteAll, request(deleteAll).bearer(token).query("kind", "passkey"));
        expect(204, deleteAll, request(deleteAll).bearer(token).query("kind", "login-token"));

        String others = expect(200, listOfUser, asAdministrator(listOfUser, ""))
                .json()
                .get(0)
                .get("id")
                .asText();
        expect(204, deleteOfUser, asAdministrator(deleteOfUser, others));
        expect(404, deleteOfUser, asAdministrator(deleteOfUser, others));
        expect(400, deleteAllOfUser, asAdministrator(deleteAllOfUser, ""));
        expect(204, deleteAllOfUser, asAdministrator(deleteAllOfUser, "").query("kind", "trusted-device"));
    }

    private static Map<String, Object> securityKey(String label) {
        return Map.of(
                "type",
                "webauthn",
                "userLabel",
                label,
                "secretData",
                "{}",
                "credentialData",
                "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"" + label
                        + "\",\"counter\":0,\"credentialPublicKey\":\"\"}");
    }

    private void logs() {
        Operation own = document.operation("GET", "/realms/{realm}/account-security/log");
        String signedIn = alice.accessToken();
        assertThat(expect(200, own, request(own).bearer(signedIn)).json()).isNotEmpty();
        expect(400, own, request(own).bearer(signedIn).query("kind", "nonsense"));
        for (String of : List.of(LOG, LOG_OF_USER)) {
            Operation list = document.operation("GET", of);
            Operation download = document.operation("GET", of + "/download");
            assertThat(expect(200, list, asAdministrator(list, "")).json()).isNotEmpty();
            expect(400, list, asAdministrator(list, "").query("from", "yesterday"));
            expect(200, download, asAdministrator(download, ""));
            expect(200, download, asAdministrator(download, "").query("format", "json"));
            expect(400, download, asAdministrator(download, "").query("format", "xml"));
        }
        Operation verify = document.operation("GET", LOG + "/verify");
        String head = expect(200, verify, asAdministrator(verify, ""))
                .json()
                .get("head")
                .asText();
        expect(200, verify, asAdministrator(verify, "").query("head", head));
        expect(400, verify, asAdministrator(verify, "").query("head", "x"));
    }

    private void notMe() {
        for (String method : List.of("GET", "POST")) {
            Operation page = document.operation(method, NOT_ME);
            expect(400, page, request(page).query("key", "edited"));
        }
    }

    /** Last, because it ends all sessions of the realm. */
    private void sessions() {
        Operation list = document.operation("GET", SESSIONS);
        Operation end = document.operation("DELETE", SESSIONS + "/{id}");
        Operation endAll = document.operation("DELETE", SESSIONS);
        String token = alice.accessToken();
        expect(200, list, request(list).bearer(token).query("state", "all"));
        expect(400, list, request(list).bearer(token).query("state", "gone"));
        expect(204, end, request(end, sessionOf(alice)).bearer(token));
        expect(400, endAll, request(endAll).bearer(token).query("current", "maybe"));
        expect(204, endAll, request(endAll).bearer(token));

        Operation limit = document.operation("GET", AUTOMATIC_LOGOUT);
        Operation setLimit = document.operation("PUT", AUTOMATIC_LOGOUT);
        expect(200, limit, request(limit).bearer(token));
        expect(200, setLimit, request(setLimit).bearer(token).json(Map.of("minutes", 5)));
        expect(400, setLimit, request(setLimit).bearer(token).json(Map.of("minutes", 0)));

        automaticLogoutOfApplications(token);

        Operation listOfUser = document.operation("GET", SESSIONS_OF_USER);
        Operation endOfUser = document.operation("DELETE", SESSIONS_OF_USER + "/{id}");
        Operation endAllOfUser = document.operation("DELETE", SESSIONS_OF_USER);
        expect(200, listOfUser, asAdministrator(listOfUser, ""));
        expect(400, listOfUser, asAdministrator(listOfUser, "").query("max", "0"));
        expect(204, endOfUser, asAdministrator(endOfUser, sessionOf(alice)));
        expect(204, endAllOfUser, asAdministrator(endAllOfUser, ""));

        Operation signOut = document.operation("POST", SIGN_OUT);
        Operation progress = document.operation("GET", SIGN_OUT);
        expect(202, signOut, asAdministrator(signOut, ""));
        expect(200, progress, asAdministrator(progress, ""));
    }

    private void automaticLogoutOfApplications(String token) {
        Operation limit = document.operation("GET", SESSION_LIMIT);
        JsonNode told = expect(200, limit, request(limit).bearer(token)).json();
        assertThat(told.get("minutes").asInt()).isEqualTo(5);
        expect(403, limit, request(limit).bearer(token).header("Origin", "https://elsewhere.example.org"));

        Operation script = document.operation("GET", SCRIPT);
        String version = expect(200, script, request(script)).header("ETag");
        expect(304, script, request(script).header("If-None-Match", version));
    }

    private void notices() {
        Operation get = document.operation("GET", NOTICES);
        expect(200, get, request(get).bearer(alice.accessToken()));
    }

    private void oneTimePassword() {
        Operation order = document.operation("POST", ONE_TIME_PASSWORD);
        alice.disable();
        expect(400, order, asAdministrator(order, ""));
        alice.enable();
        JsonNode mailServer = realm.admin().get("").send().expect(200).json().get("smtpServer");
        realm.update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "a@example.org"));
        expect(502, order, asAdministrator(order, ""));
        realm.update(other -> other.set("smtpServer", mailServer));
        expect(200, order, asAdministrator(order, ""));
    }

    private static String sessionOf(TestUser user) {
        return user.signIn().claims().get("sid").asText();
    }

    private void gateways() {
        String token = newToken(alice, "gateway", Map.of());
        String crowded = "198.51.100.7";
        for (int i = 0; i < UNKNOWN_TOKENS_A_MINUTE; i++) {
            verify(document.operation("GET", VERIFY), ApiTokenFormat.generate("gth"), crowded)
                    .send()
                    .expect(401);
        }
        for (Operation operation : document.operations()) {
            if (operation.path().startsWith(VERIFY)) {
                expect(200, operation, request(operation).bearer(token).query("role", "reader"));
                expect(403, operation, request(operation).bearer(token).query("role", "writer"));
                expect(429, operation, verify(operation, ApiTokenFormat.generate("gth"), crowded));
            }
        }
    }

    private Request verify(Operation operation, String token, String address) {
        return request(operation).bearer(token).header("X-Forwarded-For", address);
    }

    private void oauth() {
        Operation introspect = document.operation("POST", INTROSPECT);
        Operation exchange = document.operation("POST", TOKEN);
        String token = newToken(alice, "oauth", Map.of("audience", List.of("api")));

        JsonNode active =
                expect(200, introspect, asApi(introspect).form("token", token)).json();
        assertThat(active.get("active").asBoolean()).isTrue();
        assertThat(active.at("/resource_access/api/roles/0").asText()).isEqualTo("archive");
        assertThat(expect(200, introspect, asApi(introspect).form("token", "nonsense"))
                        .json()
                        .get("active")
                        .asBoolean())
                .isFalse();
        expect(400, introspect, asApi(introspect).form("token", token, "client_address", "example.org"));
        expect(403, introspect, request(introspect).form("token", token, "client_id", "public"));

        Response exchanged = expect(200, exchange, asApi(exchange).form(exchangeForm(token)));
        String jwt = exchanged.json().get("access_token").asText();
        assertThat(expect(200, introspect, asApi(introspect).form("token", jwt))
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
        expect(400, exchange, asApi(exchange).form(exchangeForm("nonsense")));
        expect(400, exchange, asApi(exchange).form(exchangeForm(token, "audience", "account")));
        expect(400, exchange, asApi(exchange).form(exchangeForm(token, "actor_token", "x")));
        Operation verify = document.operation("GET", VERIFY);
        expect(401, verify, request(verify).bearer(jwt));
    }

    private void administration() {
        Operation list = document.operation("GET", ADMIN);
        Operation revoke = document.operation("DELETE", ADMIN + "/{id}");
        Operation revokeAll = document.operation("DELETE", ADMIN);
        JsonNode tokens = expect(200, list, asAdministrator(list, "").query("user", alice.id()))
                .json();
        assertThat(tokens.size()).isGreaterThan(2);
        expect(200, list, asAdministrator(list, "").query("status", "revoked").query("search", "F"));
        expect(400, list, asAdministrator(list, "").query("status", "lost"));
        String id = tokens.get(0).get("id").asText();
        expect(204, revoke, asAdministrator(revoke, id));
        expect(404, revoke, asAdministrator(revoke, UUID.randomUUID().toString()));
        expect(400, revokeAll, asAdministrator(revokeAll, ""));
        expect(204, revokeAll, asAdministrator(revokeAll, "").query("user", alice.id()));
    }

    private void settings() {
        Operation read = document.operation("GET", SETTINGS);
        Operation change = document.operation("PUT", SETTINGS);
        Response first = expect(200, read, asAdministrator(read, ""));
        Map<String, ?> oneDay = Map.of("history", Map.of("retentionDays", 1));
        expect(200, change, asAdministrator(change, "").json(oneDay).header("If-Match", first.header("ETag")));
        expect(412, change, asAdministrator(change, "").json(oneDay).header("If-Match", first.header("ETag")));
        expect(200, change, asAdministrator(change, "").json(first.json()));
        expect(400, change, asAdministrator(change, "").json(Map.of("history", Map.of("retentionDays", 0))));
        expect(400, change, asAdministrator(change, "").json(Map.of("unknown", 1)));
        withSetting("gatehouse.apiTokens.maxPerUser", "many", () -> {
            expect(409, read, asAdministrator(read, ""));
            expect(409, change, asAdministrator(change, "").json(oneDay));
        });
        Map<String, ?> withASecret =
                Map.of("signOn", Map.of("oauth2", Map.of("clientId", "gatehouse", "clientSecret", "not shown")));
        assertThat(expect(200, change, asAdministrator(change, "").json(withASecret))
                        .json()
                        .at("/signOn/oauth2/clientSecret")
                        .asText())
                .isEqualTo("**********");
    }

    private void setUp() {
        Operation apply = document.operation("POST", SETUP);
        Operation undo = document.operation("DELETE", SETUP);
        for (Operation operation : List.of(apply, undo)) {
            expect(400, operation, asAdministrator(operation, "").query("force", "yes"));
            withSetting("gatehouse.setup", "{", () -> expect(409, operation, asAdministrator(operation, "")));
        }
        for (Operation operation : List.of(apply, undo)) {
            expect(200, operation, asAdministrator(operation, "").query("dryRun", "true"));
            expect(200, operation, asAdministrator(operation, ""));
        }
    }

    @Test
    @DisplayName(
            "abuse case 35: whatever is sent to a documented call, no answer is a 5xx, and each refusal is JSON with a code")
    void noInputMakesTheServerFail(TestServer server) {
        String changed = realm.name() + "-changed";
        server.admin().post("/realms").json(Map.of("realm", changed)).send().expect(201);
        try {
            sendWhatNobodyInTheirRightMindSends(changed);
        } finally {
            server.admin().delete("/realms/" + changed).send().expect(204);
        }
    }

    /**
     * Sends the hostile input.
     *
     * @param changed the realm for calls that change the realm itself, so that it need not be good for anything afterwards
     */
    private void sendWhatNobodyInTheirRightMindSends(String changed) {
        TestUser user = realm.user("fuzz").realmRoles("reader").create();
        String token = newToken(user, "fuzz", Map.of());
        String id = UUID.randomUUID().toString();
        String signedIn = user.accessToken();
        HostileInput hostile = new HostileInput(SEED);
        List<String> failures = new ArrayList<>();
        int sent = 0;
        for (Operation operation : document.operations()) {
            List<Attempt> attempts = hostile.attempts(operation, id, validBody(operation, token));
            int own = operation.definition().has("requestBody") ? ATTEMPTS_WITH_A_BODY : ATTEMPTS_WITHOUT;
            for (int i = 0; i < Math.min(attempts.size(), own + 2 * ATTEMPTS_AS_A_STRANGER); i++) {
                Attempt attempt = attempts.get(i);
                Request request = realm.http()
                        .method(
                                operation.method(),
                                changesRealm(operation) ? attempt.path().replace("{realm}", changed) : attempt.path());
                if (i < own) {
                    identify(operation, request, signedIn, token);
                } else if (i < own + ATTEMPTS_AS_A_STRANGER) {
                    request.bearer("nonsense");
                }
                sent++;
                try {
                    failures.addAll(complaints(
                            operation, attempt, attempt.change().to(request).send()));
                } catch (UncheckedIOException e) {
                    failures.add(operation + ", " + attempt.title() + " → no answer: " + e.getCause());
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(sent).isGreaterThan(1_000);
    }

    private static boolean changesRealm(Operation operation) {
        return operation.path().equals(SETTINGS)
                || operation.path().equals(SETUP)
                || operation.path().equals(SIGN_OUT);
    }

    private List<String> complaints(Operation operation, Attempt attempt, Response answer) {
        List<String> complaints = new ArrayList<>();
        if (answer.status() >= 500) {
            complaints.add("a " + answer.status());
        }
        if (answer.status() >= 400 && !operation.method().equals("HEAD")) {
            String type = String.valueOf(answer.header("Content-Type"));
            // A page for people refuses with a page.
            boolean isPage = operation.path().equals(NOT_ME) && type.startsWith("text/html");
            if (!isPage
                    && (!type.startsWith("application/json")
                            || !answer.json().path("error").isTextual())) {
                complaints.add("a refusal that is no JSON with an error");
            }
        }
        if (attempt.documented()) {
            complaints.addAll(document.differences(operation, answer));
        }
        return complaints.stream()
                .map(complaint -> operation + ", " + attempt.title() + " → " + complaint + ": " + answer)
                .toList();
    }

    private void identify(Operation operation, Request request, String signedIn, String token) {
        if (operation.isSecuredBy("accountAccessToken")) {
            request.bearer(signedIn);
        } else if (operation.isSecuredBy("adminAccessToken")) {
            request.bearer(realm.admin().accessToken());
        } else if (operation.isSecuredBy("apiToken")) {
            request.bearer(token);
        } else if (operation.isSecuredBy("accessToken")) {
            request.bearer(signedIn);
        } else if (operation.isSecuredBy("clientSecret")) {
            request.basic(api.clientId(), api.secret());
        }
    }

    private Map<String, ?> validBody(Operation operation, String token) {
        return switch (operation.toString()) {
            case "POST " + TOKENS -> fullForm();
            case "POST " + TOKENS + "/{id}/renew" -> Map.of("validityMonths", 1);
            case "POST " + TOKENS + "/revoke" -> Map.of("token", ApiTokenFormat.generate("gth"));
            case "POST " + INTROSPECT ->
                new TreeMap<>(Map.of("token", token, "token_type_hint", "access_token", "client_address", "192.0.2.1"));
            case "POST " + TOKEN -> {
                Map<String, String> form = new TreeMap<>();
                String[] pairs = exchangeForm(
                        token, "audience", "api", "requested_token_type", "urn:ietf:params:oauth:token-type:jwt");
                for (int i = 0; i < pairs.length; i += 2) {
                    form.put(pairs[i], pairs[i + 1]);
                }
                yield form;
            }
            case "PUT " + SETTINGS ->
                new TreeMap<>(Map.of(
                        "signOn", Map.of("oauth2", Map.of("clientId", "c", "url", "https://idp.example.org/authorize")),
                        "emailConfirmationDays", 7,
                        "passwordExpiry", Map.of("enabled", true, "days", 90),
                        "sessionDuration", Map.of("withSavingLoginHours", 12.5),
                        "adminEmails", "",
                        "apiTokens", Map.of("prefix", "acme", "excludedRoles", "a,b*")));
            default -> Map.of();
        };
    }

    private Response expect(int status, Operation operation, Request request) {
        Response answer = request.send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(document.differences(operation, answer)).as("%s", answer).isEmpty();
        seen.add(operation + " " + status);
        return answer;
    }

    private Request request(Operation operation) {
        return request(operation, "");
    }

    private Request request(Operation operation, String id) {
        return realm.http()
                .method(
                        operation.method(),
                        operation
                                .path()
                                .replace("{id}", id)
                                .replace("{userId}", alice.id())
                                .replace("{path}", "some/path"));
    }

    private Request asApi(Operation operation) {
        return request(operation).basic(api.clientId(), api.secret());
    }

    private Request asAdministrator(Operation operation, String id) {
        return request(operation, id).bearer(realm.admin().accessToken());
    }

    private String newToken(TestUser owner, String name, Map<String, ?> more) {
        Map<String, Object> form = new TreeMap<>(form(name, "reader"));
        form.putAll(more);
        return realm.http()
                .post(TOKENS)
                .bearer(owner.accessToken())
                .json(form)
                .send()
                .expect(201)
                .json()
                .get("token")
                .asText();
    }

    private static Map<String, Object> form(String name, String role) {
        return Map.of("name", name, "role", role, "validityMonths", 3);
    }

    private static Map<String, Object> fullForm() {
        return new TreeMap<>(Map.of(
                "name",
                "full",
                "role",
                "reader",
                "validityMonths",
                1,
                "allowedAddresses",
                List.of("127.0.0.0/8", "::1"),
                "audience",
                List.of("api")));
    }

    private static String[] exchangeForm(String token, String... more) {
        List<String> form = new ArrayList<>(List.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                TOKEN_TYPE));
        form.addAll(List.of(more));
        return form.toArray(String[]::new);
    }

    private void withSetting(String name, String value, Runnable calls) {
        realm.attribute(name, value);
        try {
            calls.run();
        } finally {
            realm.attribute(name, null);
        }
    }
}
