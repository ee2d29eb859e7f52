package io.github.gatehouse.authenticators.lockout;

import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M4: which failures count and which sign-ins reset")
class CredentialCategoriesTest {

    @ParameterizedTest
    @ValueSource(strings = {"password", "otp", "recovery-authn-codes", "gatehouse-pin", "sms-of-somebody-else"})
    void everySecretThatCanBeGuessedCounts(String category) {
        assertThat(CredentialCategories.isGuess(Set.of(category))).isTrue();
    }

    @Test
    void anAuthenticatorWithoutACategoryCounts() {
        assertThat(CredentialCategories.isGuess(null)).isTrue();
        assertThat(CredentialCategories.isGuess(Set.of("gatehouse-address", "password")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatehouse-address", "webauthn", "webauthn-passwordless"})
    void refusedAddressesAndPasskeysDoNotCount(String category) {
        assertThat(CredentialCategories.isGuess(Set.of(category))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "webauthn-passwordless", "kerberos"})
    void provingWhoOneIsResets(String category) {
        assertThat(CredentialCategories.areSignIn(Set.of(category), true)).isTrue();
        assertThat(CredentialCategories.areSignIn(Set.of(category, "otp"), true))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatehouse-pin", "gatehouse-login-token", "otp", "recovery-authn-codes", "webauthn"})
    void aStepThatFollowsACookieDoesNotReset(String category) {
        assertThat(CredentialCategories.areSignIn(Set.of(category), true)).isFalse();
    }

    @Test
    void aNewPasswordByAMailedLinkDoesNotReset() {
        assertThat(CredentialCategories.areSignIn(Set.of("password"), false)).isFalse();
        assertThat(CredentialCategories.areSignIn(Set.of("password", "otp"), false))
                .isFalse();
        assertThat(CredentialCategories.areSignIn(Set.of("webauthn-passwordless"), false))
                .isTrue();
    }

    @Test
    void aCookieAloneDoesNotReset() {
        assertThat(CredentialCategories.areSignIn(Set.of(), true)).isFalse();
        assertThat(CredentialCategories.areSignIn(null, true)).isFalse();
    }
}
