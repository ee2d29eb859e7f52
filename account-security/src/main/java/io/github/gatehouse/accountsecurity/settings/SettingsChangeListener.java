package io.github.gatehouse.accountsecurity.settings;

import java.util.Optional;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Tells of settings that were changed by Keycloak's own REST, and so by its administration console, kcadm or Terraform: some settings are fields of the realm, all
 * others are attributes of it or are kept in an identity provider. What comes through Gatehouse's REST causes no event of these kinds, so nothing is told twice.
 */
final class SettingsChangeListener implements EventListenerProvider {

    private final KeycloakSession session;

    SettingsChangeListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        // What users do changes no setting.
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() != null || !canChangeSettings(event)) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        stored(realm.getId()).ifPresent(before -> {
            SettingValues after = SettingValues.read(session, realm);
            SettingsAudit.tell(
                    session, realm, event, SettingsChange.between(before, after, after.differencesTo(before)));
        });
    }

    private static boolean canChangeSettings(AdminEvent event) {
        return event.getResourceType() == ResourceType.IDENTITY_PROVIDER
                || event.getResourceType() == ResourceType.REALM && event.getOperationType() == OperationType.UPDATE;
    }

    /** What everybody else still sees: the transaction that the event belongs to has not ended. Empty for a realm that is being made. */
    private Optional<SettingValues> stored(String realmId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            RealmModel realm = own.realms().getRealm(realmId);
            if (realm == null) {
                return Optional.empty();
            }
            own.getContext().setRealm(realm);
            return Optional.of(SettingValues.read(own, realm));
        });
    }

    @Override
    public void close() {}
}
