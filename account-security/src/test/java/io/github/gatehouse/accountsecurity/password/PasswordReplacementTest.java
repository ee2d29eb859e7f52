package io.github.gatehouse.accountsecurity.password;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.storage.ReadOnlyException;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("X4: the password of somebody whose account another one was in")
class PasswordReplacementTest {

    @Test
    @DisplayName("stays where a user federation says only then that it changes nothing")
    void staysInAFederationThatOnlyReads() {
        RealmModel realm = proxy(RealmModel.class, Map.of("getComponent", new ComponentModel(), "getName", "acme"));
        SubjectCredentialManager credentials = proxy(
                SubjectCredentialManager.class,
                Map.of(
                        "getStoredCredentialsByTypeStream",
                        Stream.empty(),
                        "updateCredential",
                        new ReadOnlyException("Only read")));
        UserModel user =
                proxy(UserModel.class, Map.of("getId", "f:federation:alice", "credentialManager", credentials));

        assertThat(new PasswordReplacement(realm, user).endOldPassword()).isFalse();
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                PasswordReplacementTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer instanceof RuntimeException failure) {
                        throw failure;
                    }
                    return answer;
                }));
    }
}
