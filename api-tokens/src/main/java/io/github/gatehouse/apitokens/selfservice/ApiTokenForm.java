package io.github.gatehouse.apitokens.selfservice;

import java.util.List;
import java.util.Set;

import io.github.gatehouse.apitokens.settings.AcceptingClients;
import io.github.gatehouse.apitokens.settings.ApiTokenConfig;
import io.github.gatehouse.apitokens.verification.AllowedAddresses;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.apitoken.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * What a user fills in to create a token, checked.
 *
 * @param name without surrounding blanks
 * @param role one the user holds
 * @param validityMonths 1 to the realm's longest
 * @param allowedAddresses normalized
 * @param audience clients that accept API tokens
 */
record ApiTokenForm(
        String name, RoleModel role, int validityMonths, List<String> allowedAddresses, List<ClientModel> audience) {

    static final Set<String> PROPERTIES = Set.of("name", "role", "validityMonths", "allowedAddresses", "audience");

    private static final int LARGEST_AUDIENCE = 10;

    static ApiTokenForm of(JsonBody body, RealmModel realm, UsableRoles roles, ApiTokenConfig config) {
        String roleName = body.requiredText("role");
        return new ApiTokenForm(
                name(body.requiredText("name")),
                roles.find(roleName)
                        .orElseThrow(() -> Refusal.badRequest(
                                "role_not_held", "role", "This is none of the roles you can use for a token.")),
                body.requiredInt("validityMonths", 1, config.maxValidityMonths()),
                addresses(body.texts("allowedAddresses").orElse(List.of())),
                audience(realm, body.texts("audience").orElse(List.of())));
    }

    private static String name(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            throw Refusal.invalid("name", "'name' must not be empty.");
        }
        if (name.codePointCount(0, name.length()) > ApiToken.LONGEST_NAME || name.length() > ApiToken.LONGEST_NAME) {
            throw Refusal.invalid("name", "'name' must not be longer than " + ApiToken.LONGEST_NAME + " characters.");
        }
        if (!name.codePoints().allMatch(ApiTokenForm::isAllowedInName)) {
            throw Refusal.invalid("name", "'name' must not contain control characters, < or >.");
        }
        return name;
    }

    /** Nothing that is invisible, changes the direction of writing, or would be mark-up where somebody forgets to escape it. */
    private static boolean isAllowedInName(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> c != '<' && c != '>';
        };
    }

    private static List<String> addresses(List<String> entries) {
        if (entries.size() > AllowedAddresses.LARGEST) {
            throw Refusal.invalid(
                    "allowedAddresses",
                    "At most " + AllowedAddresses.LARGEST + " addresses and networks are possible.");
        }
        try {
            return entries.stream().map(AllowedAddresses::normalize).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("allowedAddresses", e.getMessage());
        }
    }

    private static List<ClientModel> audience(RealmModel realm, List<String> clientIds) {
        if (clientIds.size() > LARGEST_AUDIENCE) {
            throw Refusal.invalid("audience", "At most " + LARGEST_AUDIENCE + " audiences are possible.");
        }
        return clientIds.stream().distinct().map(id -> client(realm, id)).toList();
    }

    private static ClientModel client(RealmModel realm, String clientId) {
        ClientModel client = ControlCharacters.in(clientId) ? null : realm.getClientByClientId(clientId);
        if (client == null || !AcceptingClients.contains(realm, client)) {
            throw Refusal.invalid("audience", "One of the audiences is no client that accepts API tokens.");
        }
        return client;
    }
}
