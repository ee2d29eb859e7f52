package io.github.gatehouse.storage.securitylog;

/**
 * Somebody who did something, by id: what the account is called can change, and goes with it.
 *
 * @param realmId the realm of the account, which need not be the one of the log
 */
public record SecurityLogPerson(String realmId, String userId) {}
