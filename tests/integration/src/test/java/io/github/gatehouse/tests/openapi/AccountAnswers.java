package io.github.gatehouse.tests.openapi;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;

import static org.assertj.core.api.Assertions.assertThat;

/** The documented answers about what belongs to an account. Ends all sessions of the realm. */
final class AccountAnswers {

    private final DocumentedCalls calls;

    AccountAnswers(DocumentedCalls calls) {
        this.calls = calls;
    }

    void give(TestServer server) {
        pin(server);
        secondFactor(server);
        devices();
        logs();
        notMe();
        sessions();
        notices();
        oneTimePassword();
    }

    private void pin(TestServer server) {
        Operation get = calls.document().operation("GET", Paths.PIN);
        Operation set = calls.document().operation("PUT", Paths.PIN);
        Operation remove = calls.document().operation("DELETE", Paths.PIN);
        String signedIn = calls.alice().accessToken();
        calls.expect(204, set, calls.request(set).bearer(signedIn).json(Map.of("pin", "739201")));
        calls.expect(200, get, calls.request(get).bearer(signedIn));
        calls.expect(400, set, calls.request(set).bearer(signedIn).json(Map.of("pin", "73920")));
        calls.expect(400, set, calls.request(set).bearer(signedIn).json(Map.of("pin", "123456")));
        calls.expect(204, remove, calls.request(remove).bearer(signedIn));

        server.time().advance(Duration.ofMinutes(6));
        calls.expect(401, set, calls.request(set).bearer(signedIn).json(Map.of("pin", "739201")));
        calls.expect(401, remove, calls.request(remove).bearer(signedIn));
    }

    private void secondFactor(TestServer server) {
        Operation turnOff = calls.document().operation("DELETE", Paths.SECOND_FACTOR);
        Operation remove = calls.document().operation("DELETE", Paths.SECOND_FACTOR + "/{id}");
        TestUser user = calls.realm().user("two-factors").create();
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
        calls.expect(401, turnOff, calls.request(turnOff).bearer(signedIn));
        calls.expect(401, remove, calls.request(remove, id).bearer(signedIn));
        server.time().reset();
        calls.expect(204, remove, calls.request(remove, id).bearer(signedIn));
        calls.expect(404, remove, calls.request(remove, id).bearer(signedIn));
        calls.expect(204, turnOff, calls.request(turnOff).bearer(signedIn));
    }

    private void devices() {
        Operation list = calls.document().operation("GET", Paths.DEVICES);
        Operation delete = calls.document().operation("DELETE", Paths.DEVICES + "/{id}");
        Operation deleteAll = calls.document().operation("DELETE", Paths.DEVICES);
        Operation listOfUser = calls.document().operation("GET", Paths.DEVICES_OF_USER);
        Operation deleteOfUser = calls.document().operation("DELETE", Paths.DEVICES_OF_USER + "/{id}");
        Operation deleteAllOfUser = calls.document().operation("DELETE", Paths.DEVICES_OF_USER);
        calls.alice()
                .update(user ->
                        user.putArray("credentials").addPOJO(securityKey("one")).addPOJO(securityKey("other")));
        String token = calls.alice().accessToken();
        JsonNode keys =
                calls.expect(200, list, calls.request(list).bearer(token)).json();
        assertThat(keys).hasSize(2);
        String own = keys.get(0).get("id").asText();
        calls.expect(204, delete, calls.request(delete, own).bearer(token));
        calls.expect(400, deleteAll, calls.request(deleteAll).bearer(token).query("kind", "passkey"));
        calls.expect(204, deleteAll, calls.request(deleteAll).bearer(token).query("kind", "login-token"));

        String others = calls.expect(200, listOfUser, calls.asAdministrator(listOfUser, ""))
                .json()
                .get(0)
                .get("id")
                .asText();
        calls.expect(204, deleteOfUser, calls.asAdministrator(deleteOfUser, others));
        calls.expect(404, deleteOfUser, calls.asAdministrator(deleteOfUser, others));
        calls.expect(400, deleteAllOfUser, calls.asAdministrator(deleteAllOfUser, ""));
        calls.expect(
                204, deleteAllOfUser, calls.asAdministrator(deleteAllOfUser, "").query("kind", "trusted-device"));
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
        Operation own = calls.document().operation("GET", "/realms/{realm}/account-security/log");
        String signedIn = calls.alice().accessToken();
        assertThat(calls.expect(200, own, calls.request(own).bearer(signedIn)).json())
                .isNotEmpty();
        calls.expect(400, own, calls.request(own).bearer(signedIn).query("kind", "nonsense"));
        for (String of : List.of(Paths.LOG, Paths.LOG_OF_USER)) {
            Operation list = calls.document().operation("GET", of);
            Operation download = calls.document().operation("GET", of + "/download");
            assertThat(calls.expect(200, list, calls.asAdministrator(list, "")).json())
                    .isNotEmpty();
            calls.expect(400, list, calls.asAdministrator(list, "").query("from", "yesterday"));
            calls.expect(200, download, calls.asAdministrator(download, ""));
            calls.expect(200, download, calls.asAdministrator(download, "").query("format", "json"));
            calls.expect(400, download, calls.asAdministrator(download, "").query("format", "xml"));
        }
        Operation verify = calls.document().operation("GET", Paths.LOG + "/verify");
        String head = calls.expect(200, verify, calls.asAdministrator(verify, ""))
                .json()
                .get("head")
                .asText();
        calls.expect(200, verify, calls.asAdministrator(verify, "").query("head", head));
        calls.expect(400, verify, calls.asAdministrator(verify, "").query("head", "x"));
        Operation erase = calls.document().operation("DELETE", Paths.LOG_OF_USER);
        calls.expect(204, erase, calls.asAdministrator(erase, ""));
    }

    private void notMe() {
        for (String method : List.of("GET", "POST")) {
            Operation page = calls.document().operation(method, Paths.NOT_ME);
            calls.expect(400, page, calls.request(page).query("key", "edited"));
        }
    }

    /** Last, because it ends all sessions of the calls.realm(). */
    private void sessions() {
        Operation list = calls.document().operation("GET", Paths.SESSIONS);
        Operation end = calls.document().operation("DELETE", Paths.SESSIONS + "/{id}");
        Operation endAll = calls.document().operation("DELETE", Paths.SESSIONS);
        String token = calls.alice().accessToken();
        calls.expect(200, list, calls.request(list).bearer(token).query("state", "all"));
        calls.expect(400, list, calls.request(list).bearer(token).query("state", "gone"));
        calls.expect(204, end, calls.request(end, sessionOf(calls.alice())).bearer(token));
        calls.expect(400, endAll, calls.request(endAll).bearer(token).query("current", "maybe"));
        calls.expect(204, endAll, calls.request(endAll).bearer(token));

        Operation limit = calls.document().operation("GET", Paths.AUTOMATIC_LOGOUT);
        Operation setLimit = calls.document().operation("PUT", Paths.AUTOMATIC_LOGOUT);
        calls.expect(200, limit, calls.request(limit).bearer(token));
        calls.expect(200, setLimit, calls.request(setLimit).bearer(token).json(Map.of("minutes", 5)));
        calls.expect(400, setLimit, calls.request(setLimit).bearer(token).json(Map.of("minutes", 0)));

        automaticLogoutOfApplications(token);

        Operation listOfUser = calls.document().operation("GET", Paths.SESSIONS_OF_USER);
        Operation endOfUser = calls.document().operation("DELETE", Paths.SESSIONS_OF_USER + "/{id}");
        Operation endAllOfUser = calls.document().operation("DELETE", Paths.SESSIONS_OF_USER);
        calls.expect(200, listOfUser, calls.asAdministrator(listOfUser, ""));
        calls.expect(400, listOfUser, calls.asAdministrator(listOfUser, "").query("max", "0"));
        calls.expect(204, endOfUser, calls.asAdministrator(endOfUser, sessionOf(calls.alice())));
        calls.expect(204, endAllOfUser, calls.asAdministrator(endAllOfUser, ""));

        Operation signOut = calls.document().operation("POST", Paths.SIGN_OUT);
        Operation progress = calls.document().operation("GET", Paths.SIGN_OUT);
        calls.expect(202, signOut, calls.asAdministrator(signOut, ""));
        calls.expect(200, progress, calls.asAdministrator(progress, ""));
    }

    private void automaticLogoutOfApplications(String token) {
        Operation limit = calls.document().operation("GET", Paths.SESSION_LIMIT);
        JsonNode told =
                calls.expect(200, limit, calls.request(limit).bearer(token)).json();
        assertThat(told.get("minutes").asInt()).isEqualTo(5);
        calls.expect(403, limit, calls.request(limit).bearer(token).header("Origin", "https://elsewhere.example.org"));

        Operation script = calls.document().operation("GET", Paths.SCRIPT);
        String version = calls.expect(200, script, calls.request(script)).header("ETag");
        calls.expect(304, script, calls.request(script).header("If-None-Match", version));
    }

    private void notices() {
        Operation get = calls.document().operation("GET", Paths.NOTICES);
        calls.expect(200, get, calls.request(get).bearer(calls.alice().accessToken()));
    }

    private void oneTimePassword() {
        Operation order = calls.document().operation("POST", Paths.ONE_TIME_PASSWORD);
        calls.alice().disable();
        calls.expect(400, order, calls.asAdministrator(order, ""));
        calls.alice().enable();
        JsonNode mailServer =
                calls.realm().admin().get("").send().expect(200).json().get("smtpServer");
        calls.realm().update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "a@example.org"));
        calls.expect(502, order, calls.asAdministrator(order, ""));
        calls.realm().update(other -> other.set("smtpServer", mailServer));
        calls.expect(200, order, calls.asAdministrator(order, ""));
    }

    private static String sessionOf(TestUser user) {
        return user.signIn().claims().get("sid").asText();
    }
}
