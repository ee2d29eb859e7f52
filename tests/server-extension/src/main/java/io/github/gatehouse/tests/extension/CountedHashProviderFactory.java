package io.github.gatehouse.tests.extension;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/** A password hash that hides nothing and counts how often it is computed: the time of a sign-in is mostly this, and a count is exact where a clock is not. */
@AutoService(PasswordHashProviderFactory.class)
public final class CountedHashProviderFactory implements PasswordHashProviderFactory {

    /** For a realm's password policy. */
    public static final String ID = "counted";

    private static final AtomicLong COMPUTED = new AtomicLong();

    static long computed() {
        return COMPUTED.get();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public PasswordHashProvider create(KeycloakSession session) {
        return new CountedHash();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static final class CountedHash implements PasswordHashProvider {

        @Override
        public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
            return ID.equals(credential.getPasswordCredentialData().getAlgorithm());
        }

        @Override
        public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
            return PasswordCredentialModel.createFromValues(ID, new byte[0], iterations, hash(rawPassword));
        }

        @Override
        public boolean verify(String rawPassword, PasswordCredentialModel credential) {
            return hash(rawPassword).equals(credential.getPasswordSecretData().getValue());
        }

        private static String hash(String rawPassword) {
            COMPUTED.incrementAndGet();
            return Base64.getEncoder().encodeToString(rawPassword.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
