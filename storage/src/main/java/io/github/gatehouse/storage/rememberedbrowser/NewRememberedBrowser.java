package io.github.gatehouse.storage.rememberedbrowser;

/**
 * A browser to remember; its rights are given afterwards.
 *
 * @param id UUID
 * @param realmId id of the realm
 * @param userId id of the user
 * @param secret what its cookie gets
 * @param epoch the user's {@link CredentialEpoch} now
 * @param use the use with which it begins
 */
public record NewRememberedBrowser(
        String id, String realmId, String userId, BrowserSecret secret, String epoch, BrowserUse use) {}
