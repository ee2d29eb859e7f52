package io.github.gatehouse.accountsecurity.device;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.gatehouse.accountsecurity.secondfactor.SecondFactors;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.storage.credentialuse.CredentialUseStore;
import io.github.gatehouse.storage.credentialuse.JpaCredentialUseStore;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRights;
import io.github.gatehouse.storage.rememberedbrowser.BrowserSecret;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.rememberedbrowser.CredentialEpoch;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserCookie;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserStore;
import org.jboss.logging.Logger;
import org.keycloak.authentication.authenticators.browser.WebAuthnMetadataService;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.models.credential.dto.WebAuthnCredentialData;
import org.keycloak.util.JsonSerialization;

/** A user's stored ways in: passkeys, security keys, trusted devices and login tokens (rule M6). */
final class Devices {

    private static final Logger LOG = Logger.getLogger(Devices.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final RememberedBrowserStore browsers;
    private final CredentialUseStore uses;
    private final Clock clock;

    Devices(KeycloakSession session, RealmModel realm, UserModel user, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.browsers = new JpaRememberedBrowserStore(session);
        this.uses = new JpaCredentialUseStore(session);
        this.clock = clock;
    }

    /** This browser's first, then the last used ones. */
    List<DeviceRepresentation> list() {
        return Stream.concat(credentials(), rememberedBrowsers())
                .sorted(Comparator.comparing(DeviceRepresentation::current)
                        .thenComparing(
                                DeviceRepresentation::lastUsedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .toList();
    }

    private Stream<DeviceRepresentation> credentials() {
        List<CredentialModel> keys = user.credentialManager()
                .getStoredCredentialsStream()
                .filter(Devices::isKey)
                .toList();
        if (keys.isEmpty()) {
            return Stream.empty();
        }
        Map<String, BrowserUse> lastUses = uses.ofUser(realm.getId(), user.getId());
        return keys.stream().map(key -> representation(key, lastUses.get(key.getId())));
    }

    private static boolean isKey(CredentialModel credential) {
        return credential.getType().equals(WebAuthnCredentialModel.TYPE_PASSWORDLESS)
                || credential.getType().equals(WebAuthnCredentialModel.TYPE_TWOFACTOR);
    }

    private static DeviceRepresentation representation(CredentialModel key, BrowserUse use) {
        String provider = provider(key);
        String label = key.getUserLabel() == null || key.getUserLabel().isBlank() ? provider : key.getUserLabel();
        return new DeviceRepresentation(
                key.getId(),
                key.getType().equals(WebAuthnCredentialModel.TYPE_PASSWORDLESS)
                        ? DeviceKind.PASSKEY
                        : DeviceKind.SECURITY_KEY,
                label,
                provider,
                key.getCreatedDate() == null
                        ? null
                        : DeviceRepresentation.time(Instant.ofEpochMilli(key.getCreatedDate())),
                use == null ? null : DeviceRepresentation.time(use.at()),
                use == null ? null : use.address(),
                use == null ? null : use.userAgent(),
                use == null ? null : use.browser(),
                use == null ? null : use.system(),
                null,
                false);
    }

    /** By the model number that the authenticator tells (AAGUID); null if it tells none that is known. */
    private static String provider(CredentialModel key) {
        try {
            String model = JsonSerialization.readValue(key.getCredentialData(), WebAuthnCredentialData.class)
                    .getAaguid();
            return new WebAuthnMetadataService().getAuthenticatorProvider(model);
        } catch (IOException e) {
            LOG.warnf("The credential %s cannot be read", key.getId());
            return null;
        }
    }

    /** Those whose rights no longer count, because a password or second factor was changed since, are not there any more. */
    private Stream<DeviceRepresentation> rememberedBrowsers() {
        Instant now = clock.instant();
        List<RememberedBrowser> found = browsers.list(realm.getId(), user.getId(), now);
        if (found.isEmpty()) {
            return Stream.empty();
        }
        String epoch = CredentialEpoch.of(user);
        Optional<BrowserSecret> here = new RememberedBrowserCookie(session, realm).of(user.getId());
        BrowserRights rights = BrowserRights.of(realm);
        return found.stream().filter(browser -> browser.epoch().equals(epoch)).flatMap(browser -> {
            boolean current = here.filter(secret -> secret.series().equals(browser.series()))
                    .isPresent();
            return Stream.of(DeviceKind.TRUSTED_DEVICE, DeviceKind.LOGIN_TOKEN)
                    .flatMap(kind -> rights
                            .end(browser, kind.right().orElseThrow(), now)
                            .map(until -> representation(browser, kind, until, current))
                            .stream());
        });
    }

    private static DeviceRepresentation representation(
            RememberedBrowser browser, DeviceKind kind, Instant until, boolean current) {
        BrowserUse use = browser.lastUse();
        RememberedBrowser.Right right =
                (kind == DeviceKind.TRUSTED_DEVICE ? browser.trust() : browser.signIn()).orElseThrow();
        return new DeviceRepresentation(
                DeviceId.of(kind, browser.id()),
                kind,
                label(use),
                null,
                DeviceRepresentation.time(right.since()),
                DeviceRepresentation.time(use.at()),
                use.address(),
                use.userAgent(),
                use.browser(),
                use.system(),
                DeviceRepresentation.time(until),
                current);
    }

    private static String label(BrowserUse use) {
        if (use.browser() == null) {
            return use.system();
        }
        return use.system() == null ? use.browser() : use.browser() + " on " + use.system();
    }

    /** The user's credential of this id, if it is a passkey or security key. */
    Optional<CredentialModel> key(String id) {
        return ControlCharacters.in(id)
                ? Optional.empty()
                : Optional.ofNullable(user.credentialManager().getStoredCredentialById(id))
                        .filter(Devices::isKey);
    }

    /**
     * Deletes a passkey or security key; with the last second factor the recovery codes as well.
     *
     * @return everything that was deleted
     */
    List<CredentialModel> delete(CredentialModel key) {
        List<CredentialModel> deleted = deletedWith(key);
        SecondFactors factors = new SecondFactors(user.credentialManager());
        deleted.forEach(factors::remove);
        uses.delete(realm.getId(), user.getId(), key.getId());
        return deleted;
    }

    private List<CredentialModel> deletedWith(CredentialModel key) {
        List<CredentialModel> factors = new SecondFactors(user.credentialManager()).with(key.getId());
        return factors.isEmpty() ? List.of(key) : factors;
    }

    /** Whether there was one. */
    boolean end(BrowserRight right, String id) {
        return !ControlCharacters.in(id) && browsers.end(realm.getId(), user.getId(), id, right);
    }

    int endAll(BrowserRight right) {
        return browsers.endAll(realm.getId(), user.getId(), right);
    }
}
