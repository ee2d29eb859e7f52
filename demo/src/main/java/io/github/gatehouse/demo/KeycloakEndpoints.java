package io.github.gatehouse.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The addresses of one realm that the demo calls.
 *
 * @param server base address of Keycloak, with or without a trailing slash
 * @param realm name of the realm
 */
record KeycloakEndpoints(URI server, String realm) {

    /** RFC 7662, section 2. */
    URI introspection() {
        return URI.create(realmAddress() + "/protocol/openid-connect/token/introspect");
    }

    /** RFC 6749, section 3.2. */
    URI token() {
        return URI.create(realmAddress() + "/protocol/openid-connect/token");
    }

    /** OpenID Connect Discovery, section 4: among others, where browsers sign in. */
    URI metadata() {
        return URI.create(realmAddress() + "/.well-known/openid-configuration");
    }

    /** Gatehouse's address where an application learns when its user's session ends by automatic logout. */
    URI sessionLimit() {
        return URI.create(realmAddress() + "/account-security/automatic-logout/session");
    }

    /**
     * Gatehouse's address for gateways: 200 for a valid API token that carries the role and is not limited to other audiences.
     *
     * @param audience client id that the gateway stands for
     */
    URI verify(String role, String audience) {
        return URI.create(
                realmAddress() + "/api-tokens/verify?role=" + encoded(role) + "&audience=" + encoded(audience));
    }

    private String realmAddress() {
        String base = server.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/realms/" + encoded(realm);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
