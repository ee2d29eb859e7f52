package io.github.gatehouse.accountsecurity.securitylog;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An entry of the security log (rule L1). What is not known is left out.
 *
 * @param at ISO 8601, UTC
 * @param user whose account it is about; only in the realm's log
 * @param client id of the application
 * @param clientName how the application is called; may be the key of a translation, as {@code ${key}}
 * @param currentSession whether it happened in the session of this very request
 * @param actor by whom, if not by the user
 * @param impersonated whether the actor was signed in as the user
 * @param erased whether the user has been deleted, and what was personal with the user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecurityLogRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("at") String at,
        @JsonProperty("category") String category,
        @JsonProperty("kind") String kind,
        @JsonProperty("outcome") String outcome,
        @JsonProperty("user") Person user,
        @JsonProperty("address") String address,
        @JsonProperty("browser") String browser,
        @JsonProperty("system") String system,
        @JsonProperty("client") String client,
        @JsonProperty("clientName") String clientName,
        @JsonProperty("currentSession") boolean currentSession,
        @JsonProperty("actor") Actor actor,
        @JsonProperty("impersonated") boolean impersonated,
        @JsonProperty("details") Map<String, String> details,
        @JsonProperty("erased") boolean erased) {

    /**
     * A user of the realm.
     *
     * @param username null if there is none any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Person(@JsonProperty("id") String id, @JsonProperty("username") String username) {}

    /**
     * Somebody who did something to another's account.
     *
     * @param username null if the account has been deleted
     * @param realm name of the account's realm; null if that has been deleted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Actor(@JsonProperty("username") String username, @JsonProperty("realm") String realm) {}
}
