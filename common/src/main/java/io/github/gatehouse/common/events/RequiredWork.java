package io.github.gatehouse.common.events;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What an event listener does and a request must not succeed without. Keycloak (26.7) logs what listeners throw and goes on: a sign-in would be answered as successful
 * although nothing was written of it.
 */
public final class RequiredWork {

    private RequiredWork() {}

    /**
     * Does the work now. If it fails, the request's transaction is not committed and the request is answered with an error; unless what failed was a statement that has
     * spoilt the transaction, which Keycloak (26.7) rolls back without a word: nothing is stored, but the answer does not tell. So statements belong into
     * {@link #beforeCommit}.
     */
    public static void run(KeycloakSession session, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            beforeCommit(session, () -> {
                throw e;
            });
            throw e;
        }
    }

    /** Does the work when all else is done, right before the request's transaction is committed, which fails with it. */
    public static void beforeCommit(KeycloakSession session, Runnable work) {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                work.run();
            }

            @Override
            protected void rollbackImpl() {
                // Then there is nothing to do it for.
            }
        });
    }
}
