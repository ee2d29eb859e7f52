package io.github.gatehouse.eventlisteners.rememberedbrowser;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.common.events.SessionDetails;
import io.github.gatehouse.common.settings.BadSettingValue;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.credentialuse.JpaCredentialUseStore;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserCookie;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserStore;
import org.jboss.logging.Logger;
import org.keycloak.WebAuthnConstants;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * Ends login tokens when their user signs out (rule M7), all rights of a user who is disabled, and the rights that a realm no longer gives (rule M3), so that none of
 * them comes back when the user is enabled or the setting changed again. Notes when a passkey was used (rule M6). All in the transaction of what has happened.
 */
final class RememberedBrowserListener implements EventListenerProvider {

    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Pattern SESSION = Pattern.compile("sessions/([^/]+)");
    private static final Set<String> REALM_RESOURCES = Set.of(ResourceType.REALM.name(), AdminResourceTypes.SETTINGS);

    private static final Logger LOG = Logger.getLogger(RememberedBrowserListener.class);

    private final KeycloakSession session;

    RememberedBrowserListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getUserId() == null) {
            return;
        }
        if (event.getType() == EventType.LOGOUT) {
            RequiredWork.beforeCommit(session, () -> endLoginToken(event));
        } else if (event.getType() == EventType.USER_DISABLED_BY_PERMANENT_LOCKOUT) {
            RequiredWork.beforeCommit(session, () -> store().deleteOfUser(event.getRealmId(), event.getUserId()));
        } else if (event.getType() == EventType.LOGIN && event.getDetails() != null) {
            String passkey = event.getDetails().get(WebAuthnConstants.PUBKEY_CRED_ID_ATTR);
            if (passkey != null) {
                RequiredWork.beforeCommit(session, () -> noteUse(event, passkey));
            }
        }
    }

    /** The one of the browser whose session ended, and that of the browser in which the user has just signed out. */
    private void endLoginToken(Event event) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        RememberedBrowserStore store = store();
        if (event.getSessionId() != null) {
            store.endSession(realm.getId(), event.getUserId(), event.getSessionId());
        }
        if (isEndedFromElsewhere(event)) {
            return;
        }
        new RememberedBrowserCookie(session, realm)
                .of(event.getUserId())
                .flatMap(secret -> store.find(secret.series()))
                .filter(browser -> browser.realmId().equals(realm.getId())
                        && browser.userId().equals(event.getUserId()))
                .ifPresent(
                        browser -> store.end(realm.getId(), browser.userId(), browser.id(), BrowserRight.LOGIN_TOKEN));
    }

    /**
     * Then the cookie, if there is a request at all, is that of a browser in which nobody has signed out: the account console ends other sessions by calls with a token,
     * and Gatehouse ends sessions by itself.
     */
    private boolean isEndedFromElsewhere(Event event) {
        if (event.getDetails() != null && event.getDetails().containsKey(SessionDetails.END_REASON)) {
            return true;
        }
        HttpHeaders headers = session.getContext().getRequestHeaders();
        return headers != null && headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
    }

    private void noteUse(Event event, String publicKeyCredentialId) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        UserModel user = realm == null ? null : session.users().getUserById(realm, event.getUserId());
        if (user == null) {
            return;
        }
        user.credentialManager()
                .getStoredCredentialsStream()
                .filter(credential -> credential.getType().equals(WebAuthnCredentialModel.TYPE_TWOFACTOR)
                        || credential.getType().equals(WebAuthnCredentialModel.TYPE_PASSWORDLESS))
                .filter(credential -> Objects.equals(
                        PublicKeyCredentialId.of(credential), PublicKeyCredentialId.of(publicKeyCredentialId)))
                .findFirst()
                .ifPresent(credential -> new JpaCredentialUseStore(session)
                        .record(
                                realm.getId(),
                                user.getId(),
                                credential.getId(),
                                CurrentBrowser.use(session, KeycloakClock.INSTANCE.instant(), event.getSessionId())));
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() != null) {
            return;
        }
        if (event.getResourceType() == ResourceType.USER_SESSION && event.getOperationType() == OperationType.DELETE) {
            RequiredWork.beforeCommit(session, () -> endLoginTokenOfSession(event));
        } else if (event.getOperationType() == OperationType.UPDATE) {
            RequiredWork.beforeCommit(session, () -> endWhatWasTaken(event));
        }
    }

    /** An administrator has signed the user out of one session. Keycloak (26.7) causes no event of the user then. */
    private void endLoginTokenOfSession(AdminEvent event) {
        Matcher path = SESSION.matcher(String.valueOf(event.getResourcePath()));
        if (path.matches()) {
            store().endSession(event.getRealmId(), path.group(1));
        }
    }

    private void endWhatWasTaken(AdminEvent event) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        if (event.getResourceType() == ResourceType.USER) {
            endThoseOfDisabledUser(realm, event.getResourcePath());
        } else if (REALM_RESOURCES.contains(event.getResourceTypeAsString())) {
            endWhatIsNoLongerGiven(realm);
        }
    }

    private void endThoseOfDisabledUser(RealmModel realm, String resourcePath) {
        Matcher path = USER.matcher(String.valueOf(resourcePath));
        if (path.matches()) {
            UserModel user = session.users().getUserById(realm, path.group(1));
            if (user != null && !user.isEnabled()) {
                store().deleteOfUser(realm.getId(), user.getId());
            }
        }
    }

    private void endWhatIsNoLongerGiven(RealmModel realm) {
        if (isZero(GatehouseSettings.MFA_TRUSTED_DEVICE_MONTHS, realm)) {
            store().endOfRealm(realm.getId(), BrowserRight.TRUSTED_DEVICE);
        }
        if (isZero(GatehouseSettings.LOGIN_TOKEN_DAYS, realm)) {
            store().endOfRealm(realm.getId(), BrowserRight.LOGIN_TOKEN);
        }
    }

    /** What the realm says now: the cached settings may be those from before this very change. */
    private boolean isZero(Setting<Integer> setting, RealmModel realm) {
        try {
            return setting.read(session, realm) == 0;
        } catch (BadSettingValue e) {
            LOG.warnf("Realm %s: %s", realm.getName(), e.getMessage());
            return false;
        }
    }

    private RememberedBrowserStore store() {
        return new JpaRememberedBrowserStore(session);
    }

    @Override
    public void close() {}
}
