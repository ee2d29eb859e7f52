package io.github.gatehouse.authenticators.rememberedbrowser;

import io.github.gatehouse.common.events.NoticeDetails;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * User events about remembered browsers: {@link EventType#UPDATE_CREDENTIAL} when one is remembered, {@link EventType#REMOVE_CREDENTIAL} when a replayed secret ended
 * it, both with {@code credential_type} {@code gatehouse-trusted-device} or {@code gatehouse-login-token}. No secret is in any of them.
 */
final class RememberedBrowserEvents {

    private static final Logger LOG = Logger.getLogger(RememberedBrowserEvents.class);
    private static final String ACTION = "gatehouse_action";
    private static final String BROWSER_ID = "gatehouse_remembered_browser_id";

    /** The kind of {@linkplain NoticeDetails#KIND notice}. */
    private static final String THEFT = "remembered-browser-theft";

    private final KeycloakSession session;
    private final RealmModel realm;

    RememberedBrowserEvents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    void remembered(UserModel user, String browserId, BrowserRight right) {
        event(EventType.UPDATE_CREDENTIAL, user, browserId, type(right))
                .detail(ACTION, "remembered")
                .success();
    }

    /** Somebody has a copy of the browser's cookie. */
    void replayed(UserModel user, RememberedBrowser browser) {
        LOG.warnf(
                "Realm %s, user %s: a replaced secret of the remembered browser %s was presented from %s. The browser is forgotten.",
                realm.getName(),
                user.getId(),
                browser.id(),
                session.getContext().getConnection().getRemoteHost());
        BrowserRight right = browser.signIn().isPresent() ? BrowserRight.LOGIN_TOKEN : BrowserRight.TRUSTED_DEVICE;
        event(EventType.REMOVE_CREDENTIAL, user, browser.id(), type(right))
                .detail(ACTION, "replayed")
                .detail(NoticeDetails.KIND, THEFT)
                .success();
    }

    private EventBuilder event(EventType type, UserModel user, String browserId, String credentialType) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, credentialType)
                .detail(BROWSER_ID, browserId);
    }

    private static String type(BrowserRight right) {
        return right == BrowserRight.TRUSTED_DEVICE ? "gatehouse-trusted-device" : "gatehouse-login-token";
    }
}
