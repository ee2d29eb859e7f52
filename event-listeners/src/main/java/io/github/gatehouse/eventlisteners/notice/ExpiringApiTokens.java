package io.github.gatehouse.eventlisteners.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.storage.apitoken.ApiToken;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Tells owners of API tokens seven days before one expires, once for each token and end of its validity (rule X3). Looks once an hour, on one node. */
final class ExpiringApiTokens {

    private static final Logger LOG = Logger.getLogger(ExpiringApiTokens.class);
    private static final String JOB = "gatehouse-api-token-expiry-notices";
    private static final String KIND = "api-token-expiring";
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration BEFORE = Duration.ofDays(7);
    private static final int BATCH = 100;

    private final KeycloakSessionFactory factory;
    private final NoticeSender sender;
    private final Clock clock;

    ExpiringApiTokens(KeycloakSessionFactory factory, NoticeSender sender, Clock clock) {
        this.factory = factory;
        this.sender = sender;
        this.clock = clock;
    }

    void start() {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> ClusterJob.schedule(session, JOB, INTERVAL, this::tell));
    }

    private void tell() {
        Instant now = clock.instant();
        Optional<ApiToken> last = Optional.empty();
        boolean more = true;
        while (more) {
            List<ApiToken> expiring = page(now, last);
            expiring.forEach(this::tell);
            more = expiring.size() == BATCH;
            last = more ? Optional.of(expiring.get(BATCH - 1)) : last;
        }
    }

    private List<ApiToken> page(Instant now, Optional<ApiToken> after) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new JpaApiTokenStore(session).expiring(now, now.plus(BEFORE), after, BATCH));
    }

    /** One whose owner cannot be told, because a user federation does not answer for example, must not keep the others from it. */
    private void tell(ApiToken token) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> tell(session, token));
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "The owner of API token %s of realm %s could not be told that it is about to expire; it is tried"
                            + " again in %s",
                    token.id(),
                    token.realmId(),
                    INTERVAL);
        }
    }

    /**
     * Mark and notice are in one transaction: no owner is told twice or not at all. Who is disabled is told if that changes in time: Keycloak takes an imported user for disabled
     * while the directory does not answer (26.7).
     */
    private void tell(KeycloakSession session, ApiToken token) {
        RealmModel realm = session.realms().getRealm(token.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, token.userId());
        if (user != null && user.isEnabled() && new JpaApiTokenStore(session).claimExpiry(token)) {
            new NoticeQueue(session, sender, clock)
                    .toUser(
                            realm,
                            user,
                            KIND,
                            NoticeContent.of(Map.of(
                                    NoticeContent.ACCOUNT, user.getUsername(),
                                    NoticeContent.SUBJECT, token.name(),
                                    NoticeContent.UNTIL, NoticeContent.time(token.expiresAt()))));
        }
    }
}
