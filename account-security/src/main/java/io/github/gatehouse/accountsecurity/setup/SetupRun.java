package io.github.gatehouse.accountsecurity.setup;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * One call of set-up.
 *
 * @param memory what earlier calls have changed; is changed by this one
 * @param force whether what an administrator has decided otherwise is overwritten
 */
record SetupRun(KeycloakSession session, RealmModel realm, SetupMemory memory, boolean force) {}
