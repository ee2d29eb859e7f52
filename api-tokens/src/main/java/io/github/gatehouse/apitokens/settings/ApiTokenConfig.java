package io.github.gatehouse.apitokens.settings;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import org.keycloak.models.RealmModel;

/**
 * A realm's settings of API tokens.
 *
 * @param maxValidityMonths longest validity a user can choose
 * @param prefix beginning of new tokens
 * @param maxPerUser how many tokens that are not revoked a user can have
 * @param excludedRoles roles no token can be used for, besides the built-in ones
 */
public record ApiTokenConfig(int maxValidityMonths, String prefix, int maxPerUser, ExcludedRoles excludedRoles) {

    /**
     * Reads the settings.
     *
     * @throws Refusal 409 {@code invalid_setting} naming setting and value, if one cannot be understood: nothing is guessed
     */
    public static ApiTokenConfig of(RealmModel realm) {
        RealmSettings settings = RealmSettings.of(realm);
        return new ApiTokenConfig(
                settings.get(GatehouseSettings.API_TOKENS_MAX_VALIDITY_MONTHS),
                settings.get(GatehouseSettings.API_TOKENS_PREFIX),
                settings.get(GatehouseSettings.API_TOKENS_MAX_PER_USER),
                excludedRoles(realm));
    }

    /** The one setting that is needed for each use of a token. */
    public static ExcludedRoles excludedRoles(RealmModel realm) {
        return ExcludedRoles.parse(RealmSettings.of(realm).get(GatehouseSettings.API_TOKENS_EXCLUDED_ROLES));
    }
}
