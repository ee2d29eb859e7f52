package io.github.gatehouse.common.settings;

import java.util.HashMap;
import java.util.Map;

import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What the sign-on method OAuth 2.0 needs (rule O2): in an identity provider of the realm, where Keycloak masks the secret in its REST and exports and takes a
 * reference to a vault instead. The identity provider is disabled as long as the realm's sign-on method is another.
 *
 * @param key in the configuration of the identity provider
 */
record SignOnServerStorage<T>(String key, SettingType<T> type) implements SettingStorage<T> {

    static final String ALIAS = "gatehouse-sign-on";

    private static final String PROVIDER = "oauth2";

    @Override
    public String place() {
        return "`" + key + "` of the identity provider `" + ALIAS + "`";
    }

    @Override
    public boolean isInRealm() {
        return false;
    }

    @Override
    public T read(KeycloakSession session, RealmModel realm) {
        IdentityProviderModel server = session.identityProviders().getByAlias(ALIAS);
        String text = server == null ? null : server.getConfig().get(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return type.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text.strip(), e);
        }
    }

    @Override
    public void write(KeycloakSession session, RealmModel realm, T value) {
        IdentityProviderModel found = session.identityProviders().getByAlias(ALIAS);
        if (found == null && value == null) {
            return;
        }
        // What Keycloak hands out may be in its cache.
        IdentityProviderModel server = found == null ? disabled() : new IdentityProviderModel(found);
        Map<String, String> config = new HashMap<>(server.getConfig());
        if (value == null) {
            config.remove(key);
        } else {
            config.put(key, type.format(value));
        }
        server.setConfig(config);
        if (found == null) {
            session.identityProviders().create(server);
        } else {
            session.identityProviders().update(server);
        }
    }

    private static IdentityProviderModel disabled() {
        IdentityProviderModel server = new IdentityProviderModel();
        server.setAlias(ALIAS);
        server.setProviderId(PROVIDER);
        server.setDisplayName("Sign-on server");
        server.setEnabled(false);
        server.setHideOnLogin(true);
        return server;
    }
}
