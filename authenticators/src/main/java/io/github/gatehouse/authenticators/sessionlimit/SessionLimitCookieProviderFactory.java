package io.github.gatehouse.authenticators.sessionlimit;

import com.google.auto.service.AutoService;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieProviderFactory;
import org.keycloak.cookie.DefaultCookieProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Takes the place of Keycloak's own, under the same id; it differs only for sessions that have a limit of Gatehouse's. */
@AutoService(CookieProviderFactory.class)
public final class SessionLimitCookieProviderFactory extends DefaultCookieProviderFactory {

    @Override
    public CookieProvider create(KeycloakSession session) {
        return new SessionLimitCookieProvider(session);
    }

    /** Before Keycloak's own, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
