package io.github.gatehouse.apitokens.verification;

import java.util.Optional;
import java.util.Set;

import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** Outcome of the verification of a presented token. */
public sealed interface Verification {

    /**
     * The token is good.
     *
     * @param secret what is stored of it
     * @param user its owner, enabled
     * @param roles what it can do now: its role and the roles that one contains, all held by the owner, none excluded
     */
    record Accepted(ApiTokenSecret secret, UserModel user, Set<RoleModel> roles) implements Verification {}

    /**
     * The token is refused.
     *
     * @param reason why
     * @param secret what is stored of it, if it is known
     */
    record Refused(RefusalReason reason, Optional<ApiTokenSecret> secret) implements Verification {}
}
