package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What takes long to make, kept from one run to the next, the last used of each kind. Several runs may use the folder at the same time. */
final class CacheFolder {

    private static final int KEPT_ENTRIES = 4;
    private static final Duration NEVER_REMOVED_WITHIN = Duration.ofMinutes(30);

    private final Path root;

    CacheFolder(Path root) {
        this.root = root;
    }

    /** Makes the entry unless it is there. It stays for at least half an hour. */
    Path entry(String kind, String key, Consumer<Path> making) {
        withEntry(kind, key, making, entry -> {});
        return root.resolve(kind).resolve(key);
    }

    /** Makes the entry unless it is there, and uses it before anyone can remove it. */
    void withEntry(String kind, String key, Consumer<Path> making, Consumer<Path> use) {
        Path folder = root.resolve(kind);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path entry = folder.resolve(key);
                if (!Files.isDirectory(entry)) {
                    Path unfinished = folder.resolve(key + ".unfinished");
                    FileTrees.delete(unfinished);
                    Files.createDirectories(unfinished);
                    making.accept(unfinished);
                    Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
                }
                Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
                use.accept(entry);
            }
            removeOldEntries(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The cache is not usable: " + folder, e);
        }
    }

    private static void removeOldEntries(Path folder) throws IOException {
        Instant limit = Instant.now().minus(NEVER_REMOVED_WITHIN);
        List<Path> entries;
        try (Stream<Path> content = Files.list(folder)) {
            entries = content.filter(path -> path.getFileName().toString().matches("[0-9a-f]{16}"))
                    .sorted(Comparator.comparing(CacheFolder::lastUse).reversed())
                    .toList();
        }
        for (Path entry : entries.subList(Math.min(KEPT_ENTRIES, entries.size()), entries.size())) {
            if (lastUse(entry).isBefore(limit)) {
                FileTrees.delete(entry);
            }
        }
    }

    private static Instant lastUse(Path entry) {
        try {
            return Files.getLastModifiedTime(entry).toInstant();
        } catch (IOException e) {
            // Removed by another run in the meantime.
            return Instant.EPOCH;
        }
    }
}
