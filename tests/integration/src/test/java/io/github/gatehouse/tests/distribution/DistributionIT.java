package io.github.gatehouse.tests.distribution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The zip that is unpacked over a Keycloak home")
class DistributionIT {

    /** For each JAR in the zip, its entries. */
    private static final Map<String, Set<String>> JARS = new TreeMap<>();

    private static final Set<String> OTHER_FILES = new HashSet<>();

    @BeforeAll
    static void readZip() throws IOException {
        try (ZipInputStream zip = open("gatehouse.server.zip")) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    JARS.put(entry.getName(), entriesOf(zip.readAllBytes()));
                } else if (!entry.isDirectory()) {
                    OTHER_FILES.add(entry.getName());
                }
            }
        }
    }

    @Test
    void holdsOurModulesAndNoTestCode() {
        assertThat(JARS.keySet())
                .allMatch(name -> name.matches("providers/[^/]+\\.jar"))
                .noneMatch(name -> name.contains("tests"))
                .anyMatch(name -> name.startsWith("providers/gatehouse-common-"))
                .anyMatch(name -> name.startsWith("providers/gatehouse-storage-"))
                .anyMatch(name -> name.startsWith("providers/gatehouse-api-tokens-"))
                .anyMatch(name -> name.startsWith("providers/gatehouse-themes-"));
        assertThat(JARS.values()).allSatisfy(entries -> assertThat(entries)
                .noneMatch(entry -> entry.startsWith("io/github/gatehouse/tests/")
                        || entry.startsWith("org/junit/")
                        || entry.startsWith("io/github/gatehouse/demo/")));
    }

    @Test
    void bringsNothingElseButTextsOfOurs() {
        assertThat(OTHER_FILES).containsExactlyInAnyOrder("GATEHOUSE-README.txt", "GATEHOUSE-LICENSE.txt");
    }

    @Test
    void hasOnlyOurPackagesInOurJars() {
        JARS.forEach((jar, entries) -> {
            if (jar.startsWith("providers/gatehouse-")) {
                assertThat(entries)
                        .as(jar)
                        .filteredOn(entry -> entry.endsWith(".class"))
                        .allMatch(entry -> entry.startsWith("io/github/gatehouse/"));
            }
        });
    }

    @Test
    void bringsNoClassThatTheServerHas() throws IOException {
        Map<String, String> serverClasses = new HashMap<>();
        try (ZipInputStream server = open("gatehouse.server.dist")) {
            for (ZipEntry entry = server.getNextEntry(); entry != null; entry = server.getNextEntry()) {
                if (entry.getName().contains("/lib/") && entry.getName().endsWith(".jar")) {
                    String jar = entry.getName();
                    entriesOf(server.readAllBytes()).forEach(name -> serverClasses.put(name, jar));
                }
            }
        }
        assertThat(serverClasses).containsKey("org/keycloak/models/KeycloakSession.class");

        JARS.forEach((jar, entries) -> assertThat(entries)
                .as(jar)
                .filteredOn(DistributionIT::isClassOfAPackage)
                .noneMatch(serverClasses::containsKey));
    }

    /** Module and package descriptions are in many JARs and never clash on the class path. */
    private static boolean isClassOfAPackage(String entry) {
        return entry.endsWith(".class")
                && !entry.endsWith("module-info.class")
                && !entry.endsWith("package-info.class");
    }

    private static ZipInputStream open(String property) throws IOException {
        InputStream file = Files.newInputStream(Path.of(System.getProperty(property)));
        return new ZipInputStream(file);
    }

    private static Set<String> entriesOf(byte[] jar) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipInputStream content = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
