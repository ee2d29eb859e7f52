package io.github.gatehouse.accountsecurity.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * After which inactivity a session ends by the user's own limit (rule S3). Both are null if there is none for this session.
 *
 * @param minutes the limit, in whole minutes
 * @param secondsLeft until the session ends if nothing more is done in it, in whole seconds, rounded up
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SessionLimitRepresentation(
        @JsonProperty("minutes") Integer minutes, @JsonProperty("secondsLeft") Integer secondsLeft) {}
