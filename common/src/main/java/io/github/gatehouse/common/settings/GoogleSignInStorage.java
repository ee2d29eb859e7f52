package io.github.gatehouse.common.settings;

import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** "Sign in via Google" (rule O4): whether the realm's identity provider for Google is enabled. Without one it is off and cannot be switched on. */
final class GoogleSignInStorage implements SettingStorage<Boolean> {

    private static final String GOOGLE = "google";

    @Override
    public String place() {
        return "`enabled` of the identity provider `" + GOOGLE + "`";
    }

    @Override
    public boolean isInRealm() {
        return false;
    }

    @Override
    public Boolean read(KeycloakSession session, RealmModel realm) {
        return isAvailable(session)
                && session.identityProviders().getByAlias(GOOGLE).isEnabled();
    }

    @Override
    public void write(KeycloakSession session, RealmModel realm, Boolean value) {
        if (!isAvailable(session)) {
            return;
        }
        IdentityProviderModel google =
                new IdentityProviderModel(session.identityProviders().getByAlias(GOOGLE));
        google.setEnabled(value);
        session.identityProviders().update(google);
    }

    static boolean isAvailable(KeycloakSession session) {
        IdentityProviderModel google = session.identityProviders().getByAlias(GOOGLE);
        return google != null && GOOGLE.equals(google.getProviderId());
    }
}
