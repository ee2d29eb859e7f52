package io.github.gatehouse.accountsecurity.session;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A session (rule S1). Times are ISO 8601, UTC; what is not known is null.
 *
 * @param id for ending it
 * @param state {@code active} or {@code ended}
 * @param current whether this very request is made in it
 * @param browser name of the browser, as it says itself
 * @param system its operating system, as it says itself
 * @param client id of the application to which the user signed in first
 * @param clientName what the application is called; can be a message key
 * @param lastActivityAt at least a minute exact
 * @param endReason {@code signed-out}, {@code ended-by-user}, {@code ended-by-administrator}, {@code timed-out}, {@code automatic-logout}, {@code remember-me-off},
 *     {@code sign-on-changed}, {@code suspicious}, {@code impersonation-ended}, {@code replaced} or {@code unknown}
 * @param expiresAt when it ends if nothing more is done in it
 * @param rememberMe whether the user asked to be remembered
 * @param offline whether an application keeps it when the user signs out
 * @param impersonated whether somebody else works or worked in the user's name
 * @param impersonator who, told to administrators only
 */
public record SessionRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("state") String state,
        @JsonProperty("current") boolean current,
        @JsonProperty("browser") String browser,
        @JsonProperty("system") String system,
        @JsonProperty("userAgent") String userAgent,
        @JsonProperty("address") String address,
        @JsonProperty("client") String client,
        @JsonProperty("clientName") String clientName,
        @JsonProperty("startedAt") String startedAt,
        @JsonProperty("lastActivityAt") String lastActivityAt,
        @JsonProperty("endedAt") String endedAt,
        @JsonProperty("endReason") String endReason,
        @JsonProperty("expiresAt") String expiresAt,
        @JsonProperty("rememberMe") boolean rememberMe,
        @JsonProperty("offline") boolean offline,
        @JsonProperty("impersonated") boolean impersonated,
        @JsonProperty("impersonator") String impersonator) {

    static final String ACTIVE = "active";
    static final String ENDED = "ended";

    static String time(Instant time) {
        return time == null ? null : time.toString();
    }
}
