package io.github.gatehouse.authenticators.pin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * When the PIN was last entered in a session, and which one: notes of the user session. Keycloak's own record of levels is not used, because it lets a level count
 * for lower ones, which may stand for a second factor.
 */
final class PinVerification {

    /** Seconds since 1970. The protocol mapper of the client scope reads this note: never changes. */
    static final String VERIFIED_AT = "gatehouse.pin.verifiedAt";

    private static final String CREDENTIAL_ID = "gatehouse.pin.credentialId";

    private PinVerification() {}

    static void note(AuthenticationSessionModel authSession, CredentialModel pin, Instant now) {
        authSession.setUserSessionNote(VERIFIED_AT, Long.toString(now.getEpochSecond()));
        authSession.setUserSessionNote(CREDENTIAL_ID, pin.getId());
    }

    /** Whether the PIN that the user has now was entered in this session not too long ago. */
    static boolean isRecent(UserSessionModel session, RealmModel realm, Instant now) {
        String verifiedAt = session.getNote(VERIFIED_AT);
        if (verifiedAt == null
                || now.isAfter(Instant.ofEpochSecond(Long.parseLong(verifiedAt)).plus(maxAge(realm)))) {
            return false;
        }
        Optional<String> current = PinCredential.of(session.getUser()).map(CredentialModel::getId);
        return current.isPresent() && current.get().equals(session.getNote(CREDENTIAL_ID));
    }

    private static Duration maxAge(RealmModel realm) {
        try {
            return Duration.ofSeconds(RealmSettings.of(realm).get(GatehouseSettings.PIN_MAX_AGE_SECONDS));
        } catch (Refusal e) {
            // A value that cannot be understood lets no PIN count for later; the settings' own calls name it.
            return Duration.ZERO;
        }
    }
}
