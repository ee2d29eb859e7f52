package io.github.gatehouse.authenticators.onetimepassword;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.gatehouse.storage.onetimepassword.OneTimePassword;
import io.github.gatehouse.storage.onetimepassword.OneTimePasswordSecret;
import io.github.gatehouse.storage.onetimepassword.OneTimePasswordStore;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Takes a one-time password wherever the user's password is asked for (rule P5), besides the password itself. Keycloak asks it when the password was not the right one
 * (26.7, {@code UserCredentialManager}). It looks into the database for users only who have to replace their password, which whoever was mailed one has to.
 */
public final class OneTimePasswordCredentialProvider
        implements CredentialProvider<CredentialModel>, CredentialInputValidator {

    private static final int LONGEST = 100;

    private final KeycloakSession session;
    private final Supplier<OneTimePasswordStore> store;
    private final Clock clock;

    OneTimePasswordCredentialProvider(KeycloakSession session, Supplier<OneTimePasswordStore> store, Clock clock) {
        this.session = session;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String getType() {
        return OneTimePasswordCredentialProviderFactory.ID;
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType) && good(realm, user).isPresent();
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        String secret = input.getChallengeResponse();
        if (secret == null || secret.length() > LONGEST) {
            return false;
        }
        String hash = OneTimePasswordSecret.hash(user.getId(), secret);
        return good(realm, user)
                .filter(password -> store.get().use(realm.getId(), user.getId(), hash))
                .isPresent();
    }

    private Optional<OneTimePassword> good(RealmModel realm, UserModel user) {
        if (user.getRequiredActionsStream().noneMatch(RequiredAction.UPDATE_PASSWORD.name()::equals)) {
            return Optional.empty();
        }
        return store.get()
                .find(realm.getId(), user.getId())
                .filter(password -> password.isGoodFor(user.getEmail(), clock.instant()))
                .filter(password -> !hasNewerPassword(user, password.issuedAt()));
    }

    /** Then it has done what it was for. */
    private static boolean hasNewerPassword(UserModel user, Instant issuedAt) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(CredentialModel::getCreatedDate)
                .anyMatch(created -> created != null && created > issuedAt.toEpochMilli());
    }

    /** There are none: it is made by an administrator's call only. */
    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        throw new UnsupportedOperationException("One-time passwords are mailed, not stored as credentials");
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return false;
    }

    @Override
    public CredentialModel getCredentialFromModel(CredentialModel model) {
        return model;
    }

    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        return CredentialTypeMetadata.builder()
                .type(getType())
                .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
                .displayName("gatehouseOneTimePasswordDisplayName")
                .helpText("gatehouseOneTimePasswordHelpText")
                .iconCssClass("kcAuthenticatorPasswordClass")
                .removeable(false)
                .build(session);
    }
}
