package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.github.dockerjava.api.model.VersionComponent;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The image that {@code docker/Dockerfile} makes, in a container, with the test extension added and Keycloak's embedded database.
 * The image is named by {@code gatehouse.container.image} and must be there: it is built beforehand and never pulled.
 */
final class ContainerBackend implements ServerBackend {

    private static final String DEFAULT_IMAGE = "gatehouse-keycloak:latest";
    private static final String DOCKER_TEST_HOST = "host.docker.internal";
    private static final String PODMAN_TEST_HOST = "host.containers.internal";
    private static final int MANAGEMENT_PORT = 9000;
    private static final Duration START_TIMEOUT = Duration.ofMinutes(6);

    private final KeycloakContainer container;
    private final ServerNode node;

    private ContainerBackend(KeycloakContainer container, Path log) {
        this.container = container;
        this.node = new ServerNode(
                URI.create("http://" + container.getHost() + ":" + container.getHttpPort()),
                URI.create("http://" + container.getHost() + ":" + container.getHttpMgmtPort()),
                Optional.of(log),
                Optional.empty());
    }

    /**
     * Starts a server.
     *
     * @param name the beginning of the log file's name
     */
    static ContainerBackend start(ServerProfile profile, String name) {
        if (profile.nodes() > 1) {
            throw new IllegalStateException("The container backend has one node only");
        }
        Path log = newLog(name);
        // Changed providers and another database make Keycloak build itself anew, so this start is not an optimized
        // one.
        List<String> options = new ArrayList<>(List.of(
                "--db=dev-file",
                "--cache=local",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--health-enabled=true",
                "--proxy-headers=xforwarded",
                "--log-level=INFO,io.smallrye.health:WARN"));
        options.addAll(profile.buildOptions());
        options.addAll(profile.startOptions());
        KeycloakContainer container = new KeycloakContainer(
                        System.getProperty("gatehouse.container.image", DEFAULT_IMAGE))
                .withProductionMode()
                .withProviderLibsFrom(List.of(HarnessSettings.extensionJar().toFile()))
                .withAdminUsername(BootstrapAdmin.username())
                .withAdminPassword(BootstrapAdmin.password())
                .withEnabledMetrics()
                .withEnv(environment(options))
                .withLogConsumer(frame -> append(log, frame.getUtf8String()))
                .waitingFor(Wait.forHttp("/health/ready")
                        .forPort(MANAGEMENT_PORT)
                        .forStatusCode(200)
                        .withStartupTimeout(START_TIMEOUT));
        if (!isPodman()) {
            container.withExtraHost(DOCKER_TEST_HOST, "host-gateway");
        }
        container.start();
        return new ContainerBackend(container, log);
    }

    /**
     * How the container calls the machine that runs the tests. Podman knows {@code host-gateway} from 4.7 on only, but gives every
     * container a name for the machine by itself.
     */
    static String testHost() {
        return isPodman() ? PODMAN_TEST_HOST : DOCKER_TEST_HOST;
    }

    private static boolean isPodman() {
        List<VersionComponent> components =
                DockerClientFactory.lazyClient().versionCmd().exec().getComponents();
        return components != null
                && components.stream().anyMatch(component -> component.getName().startsWith("Podman"));
    }

    @Override
    public List<ServerNode> nodes() {
        return List.of(node);
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Keycloak reads {@code --http-enabled=true} from the variable {@code KC_HTTP_ENABLED} as well. */
    private static Map<String, String> environment(List<String> options) {
        Map<String, String> variables = new HashMap<>();
        for (String option : options) {
            String[] nameAndValue = option.substring("--".length()).split("=", 2);
            variables.put("KC_" + nameAndValue[0].toUpperCase(Locale.ROOT).replace('-', '_'), nameAndValue[1]);
        }
        return variables;
    }

    private static Path newLog(String name) {
        Path log = HarnessSettings.output().resolve("keycloak").resolve(name + "-container.log");
        try {
            Files.createDirectories(log.getParent());
            return Files.writeString(log, "");
        } catch (IOException e) {
            throw new UncheckedIOException("No log file: " + log, e);
        }
    }

    private static void append(Path log, String text) {
        try {
            Files.writeString(log, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Log not written: " + log, e);
        }
    }
}
