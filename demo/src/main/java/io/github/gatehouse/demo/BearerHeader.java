package io.github.gatehouse.demo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.sun.net.httpserver.Headers;

/** The caller's token as RFC 6750, section 2.1 writes it: {@code Authorization: Bearer <token>}, once. */
final class BearerHeader {

    /** Far above an API token (about 60 characters) and above usual JWTs. */
    static final int MAXIMUM_LENGTH = 8_192;

    private static final Pattern CREDENTIALS =
            Pattern.compile("Bearer +([A-Za-z0-9\\-._~+/]+=*)", Pattern.CASE_INSENSITIVE);

    private BearerHeader() {}

    /** The token, or empty when there is none, more than one header, or something that cannot be a token. */
    static Optional<BearerAccessToken> tokenFrom(Headers headers) {
        List<String> values = headers.getOrDefault("Authorization", List.of());
        if (values.size() != 1 || values.get(0).length() > MAXIMUM_LENGTH) {
            return Optional.empty();
        }
        Matcher credentials = CREDENTIALS.matcher(values.get(0));
        return credentials.matches() ? Optional.of(new BearerAccessToken(credentials.group(1))) : Optional.empty();
    }
}
