package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keycloak homes on which {@code kc.sh build} has run, kept from one run to the next in the user's cache folder. An entry is known by
 * the content of all that went into it, so it never grows stale.
 */
final class BuiltHomes {

    private static final List<String> BUILD_OPTIONS = List.of("--health-enabled=true", "--metrics-enabled=true");

    private final CacheFolder cache;
    private final Path distribution;

    BuiltHomes(Path cache, Path distribution) {
        this.cache = new CacheFolder(cache);
        this.distribution = distribution;
    }

    /**
     * Makes {@code target} a home ready for {@code start --optimized}.
     *
     * @param additions zip files to be unpacked over the home, and JARs to be put into its {@code providers}
     * @param database the value of {@code --db}
     */
    void copyTo(Path target, List<Path> additions, String database, List<String> profileOptions) {
        List<String> options = new ArrayList<>(BUILD_OPTIONS);
        options.add("--db=" + database);
        options.addAll(profileOptions);
        List<Path> content = new ArrayList<>(List.of(distribution));
        content.addAll(additions);
        String key = FileTrees.fingerprint(content, options);
        cache.withEntry(
                "homes",
                key,
                home -> {
                    FileTrees.unzip(distribution, home, 1);
                    additions.forEach(addition -> add(addition, home));
                    build(home, options);
                },
                home -> FileTrees.copy(home, target));
    }

    /**
     * Puts an H2 database with Keycloak's own schema and the first administrator into a home. Creating it takes longer than
     * anything else in a first start; it comes from a server without Gatehouse and so outlives every change of our JARs.
     */
    void copyH2DatabaseTo(Path home) {
        List<String> options = new ArrayList<>(BUILD_OPTIONS);
        options.add("--db=dev-file");
        String key = FileTrees.fingerprint(
                List.of(distribution), List.of(BootstrapAdmin.username(), BootstrapAdmin.password()));
        cache.withEntry(
                "databases",
                key,
                data -> {
                    Path stock = data.resolveSibling(data.getFileName() + ".home");
                    FileTrees.unzip(distribution, stock, 1);
                    build(stock, options);
                    try (ServerProcess server = ServerProcess.start(
                            stock,
                            data.resolveSibling(key + ".log"),
                            JvmMode.QUICK_START,
                            FreePort.find(),
                            List.of("--cache=local"))) {
                        server.awaitReady();
                    }
                    FileTrees.copy(stock.resolve("data").resolve("h2"), data);
                    FileTrees.delete(stock);
                },
                data -> FileTrees.copy(data, home.resolve("data").resolve("h2")));
    }

    private static void build(Path home, List<String> options) {
        Path log = home.resolveSibling(home.getFileName() + ".build.log");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve("kc.sh").toString(), "build"));
        command.addAll(options);
        KeycloakCommand.run(command, log, Duration.ofMinutes(5));
    }

    private static void add(Path addition, Path home) {
        if (addition.toString().endsWith(".zip")) {
            FileTrees.unzip(addition, home, 0);
        } else {
            copyFile(addition, home.resolve("providers").resolve(addition.getFileName()));
        }
    }

    private static void copyFile(Path source, Path target) {
        try {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Not copied: " + source, e);
        }
    }
}
