package io.github.gatehouse.storage.apitoken;

import java.time.Instant;

/**
 * The last time a token was accepted.
 *
 * @param tokenId the token
 * @param at when
 * @param address from where, at most 64 characters
 */
public record ApiTokenUse(String tokenId, Instant at, String address) {}
