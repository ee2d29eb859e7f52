package io.github.gatehouse.common.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of every refusal.
 *
 * @param error stable code in snake case, for programs
 * @param description one sentence for people
 * @param field the input at fault, or null when it is not one input
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorRepresentation(
        @JsonProperty("error") String error,
        @JsonProperty("error_description") String description,
        @JsonProperty("field") String field) {}
