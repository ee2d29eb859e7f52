package io.github.gatehouse.accountsecurity.secondfactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.credential.CredentialModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * What a user has as second step (rule M1): authenticator apps and security keys are factors; recovery codes stand in for a lost one and are none of their own.
 * So recovery codes never stay behind alone: they would be asked for at each sign-in until the last one is used, and then shut the user out.
 *
 * <p>Password, passkeys and PIN are none and are not touched.
 */
public final class SecondFactors {

    private static final List<String> FACTORS =
            List.of(OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);
    private static final List<String> RECOVERY = List.of(RecoveryAuthnCodesCredentialModel.TYPE);

    /** Ending of the id that Keycloak's account service gives to a credential that only the user's directory has. */
    private static final String DIRECTORY_ID = "-id";

    private final SubjectCredentialManager credentials;

    public SecondFactors(SubjectCredentialManager credentials) {
        this.credentials = credentials;
    }

    /** Everything, factors and recovery codes. */
    public List<CredentialModel> all() {
        return Stream.concat(factors(), recoveryCodes()).toList();
    }

    /**
     * What has to be removed with one of them: the credential itself, and the recovery codes if it is the last factor.
     *
     * @param id of a factor or of recovery codes
     * @return nothing if the user has no such second step
     */
    public List<CredentialModel> with(String id) {
        Optional<CredentialModel> chosen = all().stream()
                .filter(credential -> id.equals(credential.getId()))
                .findAny();
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<CredentialModel> together = new ArrayList<>(List.of(chosen.get()));
        boolean isLastFactor = factors().allMatch(factor -> id.equals(factor.getId()));
        if (isLastFactor) {
            recoveryCodes().filter(codes -> !id.equals(codes.getId())).forEach(together::add);
        }
        return together;
    }

    /** Removes one of those that {@link #all} and {@link #with} name. */
    public void remove(CredentialModel credential) {
        if (credential.getId().equals(directoryId(credential.getType()))) {
            credentials.disableCredentialType(credential.getType());
        } else {
            credentials.removeStoredCredentialById(credential.getId());
        }
    }

    private Stream<CredentialModel> factors() {
        return ofTypes(FACTORS);
    }

    private Stream<CredentialModel> recoveryCodes() {
        return ofTypes(RECOVERY);
    }

    private Stream<CredentialModel> ofTypes(List<String> types) {
        return types.stream().flatMap(this::ofType);
    }

    private Stream<CredentialModel> ofType(String type) {
        List<CredentialModel> stored =
                credentials.getStoredCredentialsByTypeStream(type).toList();
        return stored.isEmpty() && credentials.isConfiguredFor(type) ? Stream.of(inDirectory(type)) : stored.stream();
    }

    private static CredentialModel inDirectory(String type) {
        CredentialModel credential = new CredentialModel();
        credential.setId(directoryId(type));
        credential.setType(type);
        return credential;
    }

    private static String directoryId(String type) {
        return type + DIRECTORY_ID;
    }
}
