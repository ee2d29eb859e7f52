package io.github.gatehouse.eventlisteners.notice;

import org.keycloak.models.AbstractKeycloakTransaction;

/** Wakes the sender after the commit of a transaction that has added notices; else the queue would be looked into after each sign-in. */
final class SenderWaking extends AbstractKeycloakTransaction {

    private final Runnable wake;
    private boolean isFilled;

    SenderWaking(Runnable wake) {
        this.wake = wake;
    }

    void noticeWasAdded() {
        isFilled = true;
    }

    @Override
    protected void commitImpl() {
        if (isFilled) {
            wake.run();
        }
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was written.
    }
}
