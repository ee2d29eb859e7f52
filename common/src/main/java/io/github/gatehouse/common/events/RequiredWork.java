package io.github.gatehouse.common.events;

import java.util.ArrayDeque;
import java.util.Queue;

import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What an event listener does and a request must not succeed without. Keycloak (26.7) logs what listeners throw and goes on: a sign-in would be answered as successful
 * although nothing was written of it. Nor does it help that a statement that fails spoils the transaction: Keycloak rolls it back without a word and answers as if
 * all were well. So whatever a listener asks of the database or changes in it belongs into {@link #beforeCommit}.
 */
public final class RequiredWork {

    private RequiredWork() {}

    /** Does the work now; what it changes is better left to {@link #beforeCommit}. If it fails, the request's transaction is not committed and the request is answered with an error. */
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

    /**
     * Does the work when all else is done, right before the request's transaction is committed, which fails with it; in the order of the calls. Work may ask for
     * further work here, but enlist nothing with Keycloak's transaction manager any more.
     */
    public static void beforeCommit(KeycloakSession session, Runnable work) {
        Waiting waiting = session.getAttribute(Waiting.class.getName(), Waiting.class);
        if (waiting == null) {
            waiting = new Waiting();
            // They take part in the transaction once they are used, for which it is too late when the commit has begun.
            session.users();
            session.sessions();
            session.setAttribute(Waiting.class.getName(), waiting);
            session.getTransactionManager().enlistPrepare(waiting);
        }
        waiting.add(work);
    }

    /** The work of one transaction. Keycloak takes nothing more on while it prepares the commit, so there is one of these for all of it; what is asked for later
     * still, by something else that prepares the commit, is done at once. */
    static final class Waiting extends AbstractKeycloakTransaction {

        private final Queue<Runnable> work = new ArrayDeque<>();
        private boolean isDone;

        void add(Runnable one) {
            if (isDone) {
                one.run();
            } else {
                work.add(one);
            }
        }

        @Override
        protected void commitImpl() {
            while (!work.isEmpty()) {
                work.remove().run();
            }
            isDone = true;
        }

        @Override
        protected void rollbackImpl() {
            // Then there is nothing to do it for.
        }
    }
}
