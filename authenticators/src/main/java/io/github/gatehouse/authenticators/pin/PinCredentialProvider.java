package io.github.gatehouse.authenticators.pin;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.gatehouse.storage.pin.PinCredential;
import io.github.gatehouse.storage.pin.PinRule;
import io.github.gatehouse.storage.pin.PinRules;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputUpdater;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Keeps PINs, one for each user, hashed as the realm hashes passwords (rules M5, P9). A replaced PIN gets a new id, so that what was unlocked with the old one is
 * locked again.
 */
public final class PinCredentialProvider
        implements CredentialProvider<CredentialModel>, CredentialInputUpdater, CredentialInputValidator {

    private final KeycloakSession session;
    private final Clock clock;

    PinCredentialProvider(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public String getType() {
        return PinCredential.TYPE;
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return getType().equals(credentialType);
    }

    @Override
    public boolean updateCredential(RealmModel realm, UserModel user, CredentialInput input) {
        String pin = input.getChallengeResponse();
        Optional<PinRule> broken = PinRules.brokenBy(pin == null ? "" : pin);
        if (broken.isPresent()) {
            throw new ModelException(broken.get().messageKey());
        }
        createCredential(realm, user, hashed(realm, pin));
        return true;
    }

    private CredentialModel hashed(RealmModel realm, String pin) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        String algorithm = policy.getHashAlgorithm();
        PasswordHashProvider chosen =
                algorithm == null ? null : session.getProvider(PasswordHashProvider.class, algorithm);
        PasswordHashProvider hash = chosen == null ? session.getProvider(PasswordHashProvider.class) : chosen;
        PasswordCredentialModel hashed = hash.encodedCredential(pin, policy.getHashIterations());
        CredentialModel credential = new CredentialModel();
        credential.setType(getType());
        credential.setCreatedDate(clock.millis());
        credential.setCredentialData(hashed.getCredentialData());
        credential.setSecretData(hashed.getSecretData());
        return credential;
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        PinCredential.remove(user);
        return user.credentialManager().createStoredCredential(credential);
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return user.credentialManager().removeStoredCredentialById(credentialId);
    }

    @Override
    public void disableCredentialType(RealmModel realm, UserModel user, String credentialType) {
        PinCredential.remove(user);
    }

    @Override
    public Stream<String> getDisableableCredentialTypesStream(RealmModel realm, UserModel user) {
        return PinCredential.of(user).map(CredentialModel::getType).stream();
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType) && PinCredential.of(user).isPresent();
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        String pin = input.getChallengeResponse();
        if (pin == null || pin.length() > PinRules.MAX_LENGTH) {
            return false;
        }
        return PinCredential.of(user)
                .map(PasswordCredentialModel::createFromCredentialModel)
                .filter(stored -> matches(pin, stored))
                .isPresent();
    }

    private boolean matches(String pin, PasswordCredentialModel stored) {
        PasswordHashProvider hash = session.getProvider(
                PasswordHashProvider.class, stored.getPasswordCredentialData().getAlgorithm());
        return hash != null && hash.verify(pin, stored);
    }

    @Override
    public CredentialModel getCredentialFromModel(CredentialModel model) {
        return model;
    }

    /** Never a second factor. Users remove it in the account console after a fresh sign-in, which Keycloak's own list of credentials would not ask for. */
    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        return CredentialTypeMetadata.builder()
                .type(getType())
                .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
                .displayName("gatehousePinDisplayName")
                .helpText("gatehousePinHelpText")
                .iconCssClass("kcAuthenticatorPasswordClass")
                .removeable(false)
                .build(session);
    }
}
