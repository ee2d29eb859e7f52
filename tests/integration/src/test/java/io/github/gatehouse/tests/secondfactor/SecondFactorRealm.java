package io.github.gatehouse.tests.secondfactor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

/** A realm that offers every second step and passkeys, and users who have some of them already. */
final class SecondFactorRealm {

    private static final Set<String> OFFERED =
            Set.of("auth-otp-form", "webauthn-authenticator", "auth-recovery-authn-code-form");

    private final TestRealm realm;

    private SecondFactorRealm(TestRealm realm) {
        this.realm = realm;
    }

    /** Switches everything on in the realm's browser flow and among its required actions. */
    static SecondFactorRealm in(TestRealm realm) {
        String executions = "/authentication/flows/browser/executions";
        StreamSupport.stream(
                        realm.admin().get(executions).send().expect(200).json().spliterator(), false)
                .filter(execution ->
                        OFFERED.contains(execution.path("providerId").asText()))
                .forEach(execution -> realm.admin()
                        .put(executions)
                        .json(((ObjectNode) execution).put("requirement", "ALTERNATIVE"))
                        .send()
                        .expect(204));
        for (String action :
                List.of("CONFIGURE_TOTP", "CONFIGURE_RECOVERY_AUTHN_CODES", "webauthn-register", "delete_credential")) {
            realm.enableRequiredAction(action);
        }
        realm.update(r -> r.put("accountTheme", "gatehouse")
                .put("accessTokenLifespan", 3_600)
                // A code counts once, the one that was typed to set the app up included; tests are quicker than 30
                // seconds.
                .put("otpPolicyCodeReusable", true));
        realm.allowPasskeys();
        return new SecondFactorRealm(realm);
    }

    TestRealm realm() {
        return realm;
    }

    /** Binds a browser flow that asks for a code of an app and for a security key at that level of authentication. */
    void askForAppOrKeyAtLevel(int level) {
        String flows = "/authentication/flows";
        realm.admin()
                .post(flows)
                .json(Map.of("alias", "step-up", "providerId", "basic-flow", "topLevel", true, "builtIn", false))
                .send()
                .expect(201);
        realm.admin()
                .post(flows + "/step-up/executions/flow")
                .json(Map.of("alias", "higher", "type", "basic-flow"))
                .send()
                .expect(201);
        String condition = realm.admin()
                .post(flows + "/higher/executions/execution")
                .json(Map.of("provider", "conditional-level-of-authentication"))
                .send()
                .createdId();
        realm.admin()
                .post("/authentication/executions/" + condition + "/config")
                .json(Map.of(
                        "alias",
                        "level " + level,
                        "config",
                        Map.of("loa-condition-level", String.valueOf(level), "loa-max-age", "300")))
                .send()
                .expect(201);
        for (String provider : List.of("auth-otp-form", "webauthn-authenticator")) {
            realm.admin()
                    .post(flows + "/higher/executions/execution")
                    .json(Map.of("provider", provider))
                    .send()
                    .expect(201);
        }
        realm.update(r -> r.put("browserFlow", "step-up"));
    }

    /** Gives the user an authenticator app that nobody has. Sign in first: from then on a code is asked for. */
    void giveApp(TestUser user, String label) {
        give(
                user,
                "otp",
                label,
                "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}",
                "{\"value\":\"5yZ7u2k9W1q8R4t6\"}");
    }

    /** Gives the user a security key that nobody has. */
    void giveSecurityKey(TestUser user, String label) {
        give(user, "webauthn", label, publicKey(label), "{}");
    }

    /** Gives the user a passkey that nobody has. */
    void givePasskey(TestUser user, String label) {
        give(user, "webauthn-passwordless", label, publicKey(label), "{}");
    }

    /** Gives the user twelve recovery codes, four of them used. */
    void giveRecoveryCodes(TestUser user) {
        give(
                user,
                "recovery-authn-codes",
                "Recovery codes",
                "{\"hashIterations\":1,\"algorithm\":\"SHA-512\",\"totalCodes\":12,\"remainingCodes\":8}",
                "{\"codes\":[{\"number\":5,\"encodedHashedValue\":\"AAAA\"}]}");
    }

    /** The types of all credentials that the user has, sorted. */
    List<String> types(TestUser user) {
        return user.credentials().stream()
                .map(credential -> credential.get("type").asText())
                .sorted()
                .toList();
    }

    /** The id of the user's credential of that label. */
    String id(TestUser user, String label) {
        return user.credentials().stream()
                .filter(credential -> label.equals(credential.path("userLabel").asText()))
                .map(credential -> credential.get("id").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The stored events of that type about the user, newest first. */
    List<JsonNode> events(TestUser user, String type) {
        return realm.events().stream()
                .filter(event -> event.path("type").asText().equals(type)
                        && event.path("userId").asText().equals(user.id()))
                .toList();
    }

    private static void give(TestUser user, String type, String label, String credentialData, String secretData) {
        user.update(representation -> representation
                .withArrayProperty("credentials")
                .addPOJO(Map.of(
                        "type", type, "userLabel", label, "credentialData", credentialData, "secretData", secretData)));
    }

    private static String publicKey(String id) {
        return """
                {"aaguid":"00000000-0000-0000-0000-000000000000","credentialId":"%s","counter":0,
                "attestationStatementFormat":"none","credentialPublicKey":"AAAA","transports":[]}"""
                .formatted(java.util.Base64.getUrlEncoder()
                        .encodeToString(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
