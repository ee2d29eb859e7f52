package io.github.gatehouse.accountsecurity.password;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.LDAPConstants;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.ReadOnlyException;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageProvider.EditMode;

/** Has a user's password replaced (rules P5, X4), also one that a user federation keeps, where Keycloak can do so (26.7). */
public final class PasswordReplacement {

    private static final Logger LOG = Logger.getLogger(PasswordReplacement.class);
    private static final int RANDOM_BYTES = 32;

    /** What the usual password policies demand besides length. */
    private static final String ONE_OF_EACH_KIND = "aA1!";

    private final RealmModel realm;
    private final UserModel user;

    public PasswordReplacement(RealmModel realm, UserModel user) {
        this.realm = realm;
        this.user = user;
    }

    /**
     * Lets the user not get on after the next sign-in before a new password is set.
     *
     * @return false if that is not possible, and nothing is changed: the password is in a directory that Keycloak only reads, or Keycloak keeps nothing about the user, who is not
     *     imported. To demand it all the same would lock the user out.
     */
    public boolean demand() {
        if (isInDirectoryThatIsOnlyRead()) {
            return false;
        }
        try {
            user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
            return true;
        } catch (ReadOnlyException e) {
            return false;
        }
    }

    private boolean isInDirectoryThatIsOnlyRead() {
        ComponentModel federation = federation();
        return federation != null && EditMode.READ_ONLY.name().equals(federation.get(LDAPConstants.EDIT_MODE));
    }

    private ComponentModel federation() {
        String id =
                StorageId.isLocalStorage(user.getId()) ? user.getFederationLink() : StorageId.providerId(user.getId());
        return id == null ? null : realm.getComponent(id);
    }

    /**
     * Lets the password that the user has be of no use any more: it is deleted, or, where a user federation keeps it, replaced by one that nobody knows.
     *
     * @return false if the federation has refused that, so that the old one can still be used
     */
    public boolean endOldPassword() {
        List<String> stored = user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(CredentialModel::getId)
                .toList();
        stored.forEach(user.credentialManager()::removeStoredCredentialById);
        if (federation() == null) {
            return true;
        }
        try {
            return user.credentialManager().updateCredential(UserCredentialModel.password(unknown()));
        } catch (ModelException | ReadOnlyException e) {
            LOG.warnf(
                    e,
                    "The password of user %s of realm %s, which a user federation keeps, could not be made useless",
                    user.getId(),
                    realm.getName());
            return false;
        }
    }

    private static String unknown() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random) + ONE_OF_EACH_KIND;
    }
}
