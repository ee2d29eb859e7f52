package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a sign-in gives.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token
 * @param idToken the ID token
 */
public record Tokens(String accessToken, String refreshToken, String idToken) {

    /** What the access token says, its signature unchecked. */
    public JsonNode claims() {
        try {
            return new ObjectMapper()
                    .readTree(Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("The access token is no JWT", e);
        }
    }

    /** The tokens stay out of failure messages. */
    @Override
    public String toString() {
        return "Tokens[…]";
    }
}
