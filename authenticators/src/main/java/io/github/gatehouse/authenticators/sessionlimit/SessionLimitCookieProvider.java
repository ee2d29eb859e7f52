package io.github.gatehouse.authenticators.sessionlimit;

import org.keycloak.cookie.CookieType;
import org.keycloak.cookie.DefaultCookieProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's cookies, but without the identity cookie of a session that is over by Gatehouse's limits (rules S3, S5). Here and not in the flow's cookie step, because
 * Keycloak notes activity as soon as it reads that cookie, which it does at many places and mostly before the flow begins.
 */
final class SessionLimitCookieProvider extends DefaultCookieProvider {

    private final KeycloakSession session;

    /** The identity cookie that was looked at in this request, and whether its session is over. */
    private String looked;

    private boolean over;

    SessionLimitCookieProvider(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    @Override
    public String get(CookieType cookieType) {
        String value = super.get(cookieType);
        return value != null && CookieType.IDENTITY.equals(cookieType) && isOver(value) ? null : value;
    }

    private boolean isOver(String identity) {
        if (!identity.equals(looked) && session.getContext().getRealm() != null) {
            over = new OverdueSession(session).endIfOver(identity);
            looked = identity;
        }
        return over;
    }
}
