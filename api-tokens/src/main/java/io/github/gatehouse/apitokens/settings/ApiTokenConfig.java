package io.github.gatehouse.apitokens.settings;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.models.RealmModel;

/**
 * A realm's settings of API tokens, realm attributes all of them.
 *
 * @param maxValidityMonths {@code gatehouse.apiTokens.maxValidityMonths}: longest validity a user can choose, 1 to 12 months, default 12
 * @param prefix {@code gatehouse.apiTokens.prefix}: beginning of new tokens, default {@code gth}
 * @param maxPerUser {@code gatehouse.apiTokens.maxPerUser}: how many tokens that are not revoked a user can have, 1 to 1000, default 100
 * @param excludedRoles {@code gatehouse.apiTokens.excludedRoles}: roles no token can be used for, besides the built-in ones
 */
public record ApiTokenConfig(int maxValidityMonths, String prefix, int maxPerUser, ExcludedRoles excludedRoles) {

    static final String MAX_VALIDITY_MONTHS = "gatehouse.apiTokens.maxValidityMonths";
    static final String PREFIX = "gatehouse.apiTokens.prefix";
    static final String MAX_PER_USER = "gatehouse.apiTokens.maxPerUser";
    static final String EXCLUDED_ROLES = "gatehouse.apiTokens.excludedRoles";

    /**
     * Reads the settings.
     *
     * @throws Refusal 409 {@code invalid_setting} naming attribute and value, if one cannot be understood: nothing is guessed
     */
    public static ApiTokenConfig of(RealmModel realm) {
        String prefix = text(realm, PREFIX, "gth");
        if (!ApiTokenFormat.isPrefix(prefix)) {
            throw bad(PREFIX, prefix, "2 to 16 lower-case letters and digits, a letter first");
        }
        return new ApiTokenConfig(
                number(realm, MAX_VALIDITY_MONTHS, 12, 1, 12),
                prefix,
                number(realm, MAX_PER_USER, 100, 1, 1000),
                excludedRoles(realm));
    }

    /** The one setting that is needed for each use of a token. */
    public static ExcludedRoles excludedRoles(RealmModel realm) {
        return ExcludedRoles.parse(realm.getAttribute(EXCLUDED_ROLES));
    }

    private static String text(RealmModel realm, String key, String absent) {
        String value = realm.getAttribute(key);
        return value == null || value.isBlank() ? absent : value.strip();
    }

    private static int number(RealmModel realm, String key, int absent, int min, int max) {
        String value = text(realm, key, Integer.toString(absent));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw bad(key, value, "whole numbers from " + min + " to " + max);
    }

    private static Refusal bad(String key, String value, String possible) {
        return Refusal.conflict(
                "invalid_setting",
                key,
                "The realm attribute '" + key + "' is '" + value + "'; possible are " + possible
                        + ". An administrator has to correct it.");
    }
}
