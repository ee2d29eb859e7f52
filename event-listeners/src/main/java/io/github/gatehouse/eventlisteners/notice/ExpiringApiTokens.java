package io.github.gatehouse.eventlisteners.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.storage.apitoken.ApiToken;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Tells owners of API tokens seven days before one expires, once for each token and end of its validity (rule X3). Looks once an hour, on one node. */
final class ExpiringApiTokens {

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
        boolean more = true;
        while (more) {
            more = KeycloakModelUtils.runJobInTransactionWithResult(factory, this::tellOfSome);
        }
    }

    /** Marks and notices are in one transaction: no owner is told twice or not at all. */
    private boolean tellOfSome(KeycloakSession session) {
        Instant now = clock.instant();
        List<ApiToken> expiring = new JpaApiTokenStore(session).claimExpiring(now, now.plus(BEFORE), BATCH);
        NoticeQueue queue = new NoticeQueue(session, sender, clock);
        expiring.forEach(token -> tell(session, queue, token));
        return expiring.size() == BATCH;
    }

    private static void tell(KeycloakSession session, NoticeQueue queue, ApiToken token) {
        RealmModel realm = session.realms().getRealm(token.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, token.userId());
        if (user != null && user.isEnabled()) {
            queue.toUser(
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
