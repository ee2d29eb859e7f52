package io.github.gatehouse.accountsecurity.setup;

import java.util.List;

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

    /** Several additions to one flow, in their order. */
    static FlowAddition together(FlowAddition... parts) {
        List<FlowAddition> all = List.of(parts);
        return new FlowAddition() {

            @Override
            public boolean isIn(RealmModel realm, AuthenticationFlowModel copy) {
                return all.stream().allMatch(part -> part.isIn(realm, copy));
            }

            @Override
            public void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy) {
                all.stream()
                        .filter(part -> !part.isIn(realm, copy))
                        .forEachOrdered(part -> part.addTo(session, realm, copy));
            }
        };
    }
}
