package io.github.gatehouse.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Command line of {@link Demo}: {@code --name=value}, each at most once.
 *
 * @param keycloak base address of the server, for example {@code http://localhost:8080}
 * @param realmFile the demo realm's file, the only place that holds the demo client's secret
 * @param bindAddress address all listeners bind to; {@code 127.0.0.1} unless given
 * @param apiPort port of the API that introspects tokens
 * @param gatewayPort port of the gateway
 * @param smtpPort port of the mail sink
 * @param mailPagePort port of the page that shows received mails
 */
record DemoOptions(
        URI keycloak,
        Path realmFile,
        String bindAddress,
        int apiPort,
        int gatewayPort,
        int smtpPort,
        int mailPagePort) {

    private static final Set<String> NAMES =
            Set.of("keycloak", "realm-file", "bind", "api-port", "gateway-port", "smtp-port", "mail-page-port");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException for an unknown, repeated, missing or malformed option; the message names it
     */
    static DemoOptions parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0 || !NAMES.contains(argument.substring(2, equals))) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            String name = argument.substring(2, equals);
            if (values.put(name, argument.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("--" + name + " is given twice");
            }
        }
        return new DemoOptions(
                httpAddress("keycloak", required(values, "keycloak")),
                Path.of(required(values, "realm-file")),
                values.getOrDefault("bind", "127.0.0.1"),
                port(values, "api-port"),
                port(values, "gateway-port"),
                port(values, "smtp-port"),
                port(values, "mail-page-port"));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    private static URI httpAddress(String name, String value) {
        URI address = URI.create(value);
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("--" + name + " must be an http or https address, not " + value);
        }
        return address;
    }

    private static int port(Map<String, String> values, String name) {
        String value = required(values, name);
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same refusal as a number out of range.
        }
        throw new IllegalArgumentException("--" + name + " must be a port from 1 to 65535, not " + value);
    }
}
