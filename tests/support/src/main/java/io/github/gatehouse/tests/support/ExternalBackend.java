package io.github.gatehouse.tests.support;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server that runs already, with Gatehouse and the test extension in it: {@code gatehouse.server.baseUri},
 * {@code gatehouse.server.managementUri}, {@code gatehouse.server.admin.username}, {@code gatehouse.server.admin.password}.
 */
final class ExternalBackend implements ServerBackend {

    private final ServerNode node = new ServerNode(
            address("gatehouse.server.baseUri"),
            address("gatehouse.server.managementUri"),
            Optional.empty(),
            Optional.empty());

    @Override
    public List<ServerNode> nodes() {
        return List.of(node);
    }

    @Override
    public void close() {
        // Not ours to stop.
    }

    private static URI address(String key) {
        String value = HarnessSettings.required(key);
        return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    }
}
