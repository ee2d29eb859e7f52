package io.github.gatehouse.accountsecurity.setup;

import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What Gatehouse puts into its own copy of a flow. */
interface FlowAddition {

    /** A copy that stays as the administrator's flow was. */
    FlowAddition NONE = new FlowAddition() {

        @Override
        public boolean isIn(RealmModel realm, AuthenticationFlowModel copy) {
            return true;
        }

        @Override
        public void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy) {
            // Nothing.
        }
    };

    /** Whether all of it that the flow has room for is there. */
    boolean isIn(RealmModel realm, AuthenticationFlowModel copy);

    /** Adds what is missing. */
    void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy);
}
