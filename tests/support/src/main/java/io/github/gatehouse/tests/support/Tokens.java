package io.github.gatehouse.tests.support;

/**
 * What a sign-in gives.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token
 * @param idToken the ID token
 */
public record Tokens(String accessToken, String refreshToken, String idToken) {

    /** The tokens stay out of failure messages. */
    @Override
    public String toString() {
        return "Tokens[…]";
    }
}
