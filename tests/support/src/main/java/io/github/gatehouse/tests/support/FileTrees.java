package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Folders as a whole: copied, deleted, unpacked, and files recognised by their content. */
final class FileTrees {

    private FileTrees() {}

    /** Copies file by file. Never by hard links: a server that rewrites a file in place would change the original. */
    static void copy(Path source, Path target) {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not copied: " + source, e);
        }
    }

    static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not deleted: " + root, e);
        }
    }

    /**
     * Unpacks a zip and makes its shell scripts executable.
     *
     * @param skippedFolders how many folders at the beginning of each entry's path are left out
     */
    static void unzip(Path zip, Path target, int skippedFolders) {
        try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                Path path = Path.of(entry.getName());
                if (entry.isDirectory() || path.getNameCount() <= skippedFolders) {
                    continue;
                }
                Path file = target.resolve(path.subpath(skippedFolders, path.getNameCount()))
                        .normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Entry outside of the zip: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                if (file.toString().endsWith(".sh") && !file.toFile().setExecutable(true)) {
                    throw new IOException("Not made executable: " + file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not unpacked: " + zip, e);
        }
    }

    /** Lets the user run what lies in a folder. */
    static void makeExecutable(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toFile().setExecutable(true)) {
                    throw new IOException("Not made executable: " + file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not made executable: " + folder, e);
        }
    }

    /** Stands for the content of these files and these words: 16 hexadecimal digits. */
    static String fingerprint(List<Path> files, List<String> words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (Path file : files) {
                try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                    while (content.read(buffer) >= 0) {
                        // Reading feeds the digest.
                    }
                }
            }
            for (String word : words) {
                digest.update(word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException("Not readable: " + files, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
