package io.github.gatehouse.accountsecurity.adminconsole;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Keeps the tab's component in step when the settings are changed by another door: our REST, Keycloak's own forms, kcadm, Terraform. */
@AutoService(EventListenerProviderFactory.class)
public final class SettingsTabListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-settings-tab";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {
                // What users do changes no setting.
            }

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                if (event.getError() == null && changesSettings(event)) {
                    RealmModel realm = session.realms().getRealm(event.getRealmId());
                    if (realm != null) {
                        SettingsTab.follow(session, realm);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    private static boolean changesSettings(AdminEvent event) {
        if (event.getResourceType() == ResourceType.REALM) {
            return event.getOperationType() != OperationType.DELETE;
        }
        return event.getResourceType() == ResourceType.IDENTITY_PROVIDER
                || AdminResourceTypes.SETTINGS.equals(event.getResourceTypeAsString())
                || AdminResourceTypes.SETUP.equals(event.getResourceTypeAsString());
    }
}
