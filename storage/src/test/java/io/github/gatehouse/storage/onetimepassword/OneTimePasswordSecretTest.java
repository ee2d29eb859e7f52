package io.github.gatehouse.storage.onetimepassword;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P5: what a one-time password consists of")
class OneTimePasswordSecretTest {

    private static final int MANY = 500;

    @Test
    @DisplayName("is random, and has no characters that look alike")
    void isRandom() {
        var secrets =
                Stream.generate(OneTimePasswordSecret::generate).limit(MANY).collect(Collectors.toSet());
        assertThat(secrets)
                .hasSize(MANY)
                .allMatch(secret ->
                        secret.matches("[abcdefghjkmnpqrstuvwxyz2-9]{5}(-[abcdefghjkmnpqrstuvwxyz2-9]{5}){3}"));
        assertThat(String.join("", secrets).chars().distinct().count())
                .as("31 characters and the hyphen")
                .isEqualTo(32);
    }

    @Test
    @DisplayName("is somebody's: the same for another user has another hash; white space around it does not count")
    void isSomebodys() {
        String hash = OneTimePasswordSecret.hash("alice", "abcde");
        assertThat(OneTimePasswordSecret.hash("alice", " abcde\t")).isEqualTo(hash);
        assertThat(OneTimePasswordSecret.hash("bob", "abcde")).isNotEqualTo(hash);
        assertThat(OneTimePasswordSecret.hash("alice", "abcdf")).isNotEqualTo(hash);
    }
}
