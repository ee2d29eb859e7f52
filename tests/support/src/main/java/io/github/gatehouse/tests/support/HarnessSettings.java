package io.github.gatehouse.tests.support;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The system properties that steer the harness; {@code tests/README.md} lists them for people. */
final class HarnessSettings {

    /** Where the server comes from. */
    enum Backend {
        DIST,
        CONTAINER,
        EXTERNAL
    }

    /** The database of a server that the harness starts. */
    enum Database {
        H2,
        POSTGRES,
        MARIADB
    }

    private HarnessSettings() {}

    static Backend backend() {
        return choice("gatehouse.server.backend", Backend.class, Backend.DIST);
    }

    static Database database() {
        return choice("gatehouse.server.db", Database.class, Database.H2);
    }

    /** The zip of the Keycloak distribution. */
    static Path distribution() {
        return requiredPath("gatehouse.server.dist");
    }

    /** The zip of Gatehouse. */
    static Path gatehouseZip() {
        return requiredPath("gatehouse.server.zip");
    }

    /** The provider JAR that only test servers get. */
    static Path extensionJar() {
        return requiredPath("gatehouse.server.extension");
    }

    /** The folder of an installed MariaDB, if the run names one. */
    static Optional<Path> mariaDbHome() {
        return optionalPath("gatehouse.mariadb.home");
    }

    /** The JAR with the programs of MariaDB, if the build brings it. */
    static Optional<Path> mariaDbJar() {
        return optionalPath("gatehouse.mariadb.jar");
    }

    /** Where logs, screenshots and the homes of running servers go; {@code target} of the module under test. */
    static Path output() {
        return Path.of(System.getProperty("gatehouse.tests.output", "target")).toAbsolutePath();
    }

    /** The JDK that runs the server; the one of the tests unless told otherwise. */
    static Path javaHome() {
        return Path.of(System.getProperty("gatehouse.server.javaHome", System.getProperty("java.home")));
    }

    /** Where built servers are kept from one run to the next. */
    static Path cache() {
        String configured = System.getProperty("gatehouse.tests.cache", "");
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String userCache = System.getenv("XDG_CACHE_HOME");
        Path base = userCache == null || userCache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(userCache);
        return base.resolve("gatehouse");
    }

    /** Whether the traces of failed browser tests show each step in pictures, which makes browser tests half as long again. */
    static boolean browserIsFilmed() {
        return Boolean.getBoolean("gatehouse.browser.filmed");
    }

    /** Whether a skipped test is a failed one: on a build server, with the backend that needs nothing installed. */
    static boolean skippingIsFailure() {
        return Boolean.parseBoolean(System.getenv("CI")) && backend() == Backend.DIST;
    }

    static String required(String key) {
        String value = System.getProperty(key, "");
        if (value.isBlank()) {
            throw new IllegalStateException("System property " + key + " is not set; run the test through Maven");
        }
        return value;
    }

    private static Path requiredPath(String key) {
        return Path.of(required(key));
    }

    private static Optional<Path> optionalPath(String key) {
        return Optional.of(System.getProperty(key, ""))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String value = System.getProperty(key, "");
        if (value.isBlank()) {
            return fallback;
        }
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("System property " + key + " has the unknown value " + value, e);
        }
    }
}
