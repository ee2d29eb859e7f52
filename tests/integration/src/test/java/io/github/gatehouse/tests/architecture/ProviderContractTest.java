package io.github.gatehouse.tests.architecture;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ConfiguredProvider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Walks every entry in {@code META-INF/services} of our JARs. Ids are kept in users' databases: they never change. */
@DisplayName("Each provider")
class ProviderContractTest {

    private static final String PREFIX = "gatehouse-";

    /** Ids without our prefix: names of the outer contract, and stock providers that ours take the place of. */
    private static final Set<String> IDS_OF_THE_CONTRACT = Set.of(
            "account-security",
            "api-tokens",
            "access_token",
            "auth-username-password-form",
            "default",
            "refresh_token",
            "oidc-acr-mapper",
            "urn:gatehouse:params:oauth:token-type:api-token");

    private static final int FEWEST_FACTORIES = 7;

    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "providers.md");

    @Test
    void isFoundHere() throws Exception {
        assertThat(services()).hasSizeGreaterThanOrEqualTo(FEWEST_FACTORIES);
        assertThat(services()).extracting(Service::spi).contains(Spi.class.getName());
    }

    @TestFactory
    Stream<DynamicTest> hasAnIdInOurNameSpace() throws Exception {
        return providers()
                .map(provider -> dynamicTest(provider.title(), () -> assertThat(provider.id())
                        .matches(
                                id -> id.startsWith(PREFIX) || IDS_OF_THE_CONTRACT.contains(id),
                                "prefixed or of the contract")
                        .hasSizeLessThanOrEqualTo(255)));
    }

    @Test
    void hasAnIdOfItsOwn() throws Exception {
        Map<String, String> owners = new HashMap<>();
        providers().forEach(provider -> assertThat(
                        owners.put(provider.service().spi() + " " + provider.id(), provider.title()))
                .as("second provider with the id of %s", provider.title())
                .isNull());
    }

    @TestFactory
    Stream<DynamicTest> explainsItselfInTheAdminConsole() throws Exception {
        return providers()
                .filter(provider -> provider.factory() instanceof ConfiguredProvider)
                .map(provider -> dynamicTest(provider.title(), () -> {
                    ConfiguredProvider configured = (ConfiguredProvider) provider.factory();
                    assertThat(configured.getHelpText()).isNotBlank();
                    List<ProviderConfigProperty> properties = configured.getConfigProperties();
                    assertThat(properties == null ? List.<ProviderConfigProperty>of() : properties)
                            .allSatisfy(property -> {
                                assertThat(property.getLabel()).isNotBlank();
                                assertThat(property.getHelpText()).isNotBlank();
                            });
                }));
    }

    /** Keycloak makes all of them while it starts, in an order of chance, and often before the database is there (26.7, ConditionalCredentialAuthenticatorFactory). */
    @TestFactory
    Stream<DynamicTest> ofCredentialsAsksForNothingWhenItIsMade() throws Exception {
        KeycloakSession starting = (KeycloakSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeycloakSession.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("Asks the session while the server starts: " + method);
                });
        List<Provider> ofCredentials = providers()
                .filter(provider -> provider.factory() instanceof CredentialProviderFactory)
                .toList();
        assertThat(ofCredentials).hasSizeGreaterThanOrEqualTo(2);
        return ofCredentials.stream()
                .map(provider -> dynamicTest(provider.title(), () -> assertThat(
                                ((CredentialProviderFactory<?>) provider.factory()).create(starting))
                        .isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> hasARowInTheDocumentation() throws Exception {
        List<String> rows = Files.readAllLines(DOCUMENTATION).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        return providers()
                .map(provider -> dynamicTest(provider.title(), () -> assertThat(rows)
                        .as("docs/providers.md has a row with `%s`", provider.id())
                        .anyMatch(row -> row.contains("`" + provider.id() + "`"))));
    }

    private static Stream<Provider> providers() throws Exception {
        List<Provider> providers = new ArrayList<>();
        for (Service service : services()) {
            Object instance = Class.forName(service.implementation())
                    .getDeclaredConstructor()
                    .newInstance();
            if (instance instanceof ProviderFactory<?> factory) {
                providers.add(new Provider(service, factory, factory.getId()));
            } else if (instance instanceof Spi spi) {
                providers.add(new Provider(service, spi, spi.getName()));
            } else {
                throw new AssertionError("Neither a factory nor an SPI: " + service);
            }
        }
        return providers.stream();
    }

    private static List<Service> services() throws IOException {
        List<Service> found = new ArrayList<>();
        String separator = System.getProperty("path.separator");
        for (String entry : System.getProperty("java.class.path").split(separator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                collect(path, found);
            } else if (Files.isRegularFile(path) && path.toString().endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    collect(jar.getPath("/"), found);
                }
            }
        }
        return found;
    }

    private static void collect(Path root, List<Service> found) throws IOException {
        Path services = root.resolve("META-INF").resolve("services");
        boolean ours = Files.isDirectory(root.resolve("io/github/gatehouse"))
                && !Files.isDirectory(root.resolve("io/github/gatehouse/tests"));
        if (!ours || !Files.isDirectory(services)) {
            return;
        }
        try (Stream<Path> files = Files.list(services)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(line -> new Service(file.getFileName().toString(), line))
                        .forEach(found::add);
            }
        }
    }

    private record Service(String spi, String implementation) {}

    private record Provider(Service service, Object factory, String id) {

        String title() {
            return id + " ("
                    + Arrays.asList(service.spi().split("\\.", -1))
                            .get(service.spi().split("\\.", -1).length - 1) + ")";
        }
    }
}
