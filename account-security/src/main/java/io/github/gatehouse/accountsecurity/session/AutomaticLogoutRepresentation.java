package io.github.gatehouse.accountsecurity.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A user's own limit of inactivity (rule S3), in whole minutes.
 *
 * @param minutes null = as the realm says
 * @param minimum the least that can be chosen
 * @param maximum the most that can be chosen: after this time the realm ends an idle session anyway
 */
public record AutomaticLogoutRepresentation(
        @JsonInclude(JsonInclude.Include.ALWAYS) @JsonProperty("minutes") Integer minutes,
        @JsonProperty("minimum") int minimum,
        @JsonProperty("maximum") int maximum) {}
