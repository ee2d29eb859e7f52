package io.github.gatehouse.storage.knownbrowser;

import java.time.Instant;

/**
 * A browser or program in which a user has signed in before (rule X4). It gives no right to anything: it only decides whether the user is told of a sign-in.
 *
 * @param id UUID
 * @param secretHash SHA-256 of what tells it from others
 * @param lastUsedAt when the user last signed in with it, to the day
 */
public record KnownBrowser(String id, String secretHash, Instant lastUsedAt) {}
