package io.github.gatehouse.apitokens.administration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.gatehouse.apitokens.selfservice.ApiTokenRepresentation;

/**
 * A token as administrators see it: what its owner sees, and who that is.
 *
 * @param userId the owner
 * @param username null if the owner is gone
 */
public record ApiTokenAdminRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token, String userId, String username) {}
