package io.github.gatehouse.authenticators.lockout;

import java.time.LocalDateTime;
import java.time.ZoneId;

import io.github.gatehouse.common.events.NoticeDetails;
import io.github.gatehouse.storage.lockout.Lockout;
import io.github.gatehouse.storage.lockout.LockoutKey;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Reports each block once, as Keycloak's own brute-force detection does, and with Gatehouse's details. */
final class LockoutEvents {

    /** The kind of {@linkplain NoticeDetails#KIND notice}. */
    static final String NOTICE = "lockout";

    /** Whether only one known browser of the user is blocked: {@code true} or {@code false}. */
    static final String KNOWN_BROWSER = "gatehouse_known_browser";

    private LockoutEvents() {}

    /** In a transaction of its own: a listener that fails must not undo the block. */
    static void blocked(KeycloakSession session, RealmModel realm, Lockout lockout) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), own -> event(
                        own, own.realms().getRealm(realm.getId()), lockout)
                .success());
    }

    private static EventBuilder event(KeycloakSession session, RealmModel realm, Lockout lockout) {
        return new EventBuilder(realm, session)
                .event(EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT)
                .ipAddress(lockout.lastFailureAddress())
                .user(lockout.key().userId())
                .detail(Details.REASON, "brute_force_attack detected")
                .detail(Details.NUM_FAILURES, Integer.toString(lockout.failures()))
                .detail(
                        Details.NOT_BEFORE,
                        LocalDateTime.ofInstant(lockout.blockedUntil(), ZoneId.systemDefault())
                                .toString())
                .detail(NoticeDetails.KIND, NOTICE)
                .detail(NoticeDetails.UNTIL, lockout.blockedUntil().toString())
                .detail(
                        KNOWN_BROWSER,
                        Boolean.toString(!lockout.key().browserId().equals(LockoutKey.ANY_BROWSER)));
    }
}
