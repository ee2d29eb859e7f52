package io.github.gatehouse.accountsecurity.setup;

import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Required actions of a realm as properties: {@code true} = registered and enabled, {@code false} = registered, nothing = not registered. */
final class RequiredActions {

    static final String ENABLED = "true";

    private RequiredActions() {}

    static RealmProperty property(KeycloakSession session, String alias) {
        return new RealmProperty(
                "requiredAction." + alias,
                realm -> {
                    RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
                    return action == null ? null : Boolean.toString(action.isEnabled());
                },
                (realm, value) -> write(session, realm, alias, value),
                RealmProperty.orNothing());
    }

    private static void write(KeycloakSession session, RealmModel realm, String alias, String value) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
        if (value == null) {
            realm.removeRequiredActionProvider(action);
        } else if (action == null) {
            register(session, realm, alias);
        } else {
            action.setEnabled(Boolean.parseBoolean(value));
            realm.updateRequiredActionProvider(action);
        }
    }

    private static void register(KeycloakSession session, RealmModel realm, String alias) {
        int last = realm.getRequiredActionProvidersStream()
                .mapToInt(RequiredActionProviderModel::getPriority)
                .max()
                .orElse(0);
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(alias);
        action.setProviderId(alias);
        action.setName(factory(session, alias).getDisplayText());
        action.setPriority(last + 1);
        action.setEnabled(true);
        action.setDefaultAction(false);
        realm.addRequiredActionProvider(action);
    }

    /** Null if the server has no such required action, for example because a feature is off. */
    static RequiredActionFactory factory(KeycloakSession session, String alias) {
        return (RequiredActionFactory)
                session.getKeycloakSessionFactory().getProviderFactory(RequiredActionProvider.class, alias);
    }
}
