package io.github.gatehouse.accountsecurity.setup;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.authentication.authenticators.util.LoAUtil;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;
import org.keycloak.util.JsonSerialization;

/** The PIN's entry in the realm's "ACR to LoA mapping" (realm attribute {@code acr.loa.map}). What else is in the mapping stays as it is. */
final class PinLevelOfRealm {

    /** Far above the levels that realms use, so that a later one of theirs is below it. */
    private static final int USUAL = 1_000;

    private PinLevelOfRealm() {}

    /** The level, if the realm has one. */
    static Optional<Integer> find(RealmModel realm) {
        return Optional.ofNullable(AcrUtils.getAcrLoaMap(realm).get(PinCredential.TYPE));
    }

    /** A level that is higher than all that the realm's own mapping and browser flow have, so that a demand for the PIN never spares a user another level. */
    static int free(RealmModel realm) {
        return Stream.concat(
                        AcrUtils.getAcrLoaMap(realm).values().stream(),
                        LoAUtil.getLoAConfiguredInRealmBrowserFlow(realm))
                .mapToInt(level -> level + 1)
                .reduce(USUAL, Math::max);
    }

    /**
     * Writes or removes the entry.
     *
     * @param level null to remove it
     */
    static void write(RealmModel realm, Integer level) {
        Map<String, Integer> levels = new TreeMap<>(AcrUtils.getAcrLoaMap(realm));
        if (level == null) {
            levels.remove(PinCredential.TYPE);
        } else {
            levels.put(PinCredential.TYPE, level);
        }
        if (levels.isEmpty()) {
            realm.removeAttribute(Constants.ACR_LOA_MAP);
            return;
        }
        try {
            realm.setAttribute(Constants.ACR_LOA_MAP, JsonSerialization.writeValueAsString(levels));
        } catch (IOException e) {
            throw new IllegalStateException("Names and numbers can always be written as JSON", e);
        }
    }
}
