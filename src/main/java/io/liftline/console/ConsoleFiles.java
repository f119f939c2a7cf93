package io.liftline.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The files of the console, in memory. They are read from the class path, directory `webui`; the file `files.txt`
/// lists them. In the executable, they are read while it is built.
final class ConsoleFiles {

    private static final String DIRECTORY = "/webui/";
    private static final String PAGE = "index.html";

    /// In the page: the directory of the files, which changes with their content.
    private static final String DIRECTORY_OF_FILES = "{{files}}";

    /// In the page: elements that load all modules at once, not one after the other as they import each other.
    private static final String PRELOADS = "{{preloads}}";

    /// Only the pages with charts import it, when they are opened.
    private static final String CHART_LIBRARY = "uPlot.esm.js";

    private static final ConsoleFiles LOADED = load();

    private final Map<String, ConsoleFile> files;
    private final ConsoleFile page;
    private final String version;

    private ConsoleFiles(Map<String, ConsoleFile> files, ConsoleFile page, String version) {
        this.files = files;
        this.page = page;
        this.version = version;
    }

    static ConsoleFiles all() {
        return LOADED;
    }

    /// The page itself.
    ConsoleFile page() {
        return page;
    }

    /// A hash of all files. It is part of their paths, so a browser may keep them for ever.
    String version() {
        return version;
    }

    /// The file with this name, except for the page.
    Optional<ConsoleFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /// The sum of the compressed sizes.
    long compressedBytes() {
        return page.gzip().length
                + files.values().stream().mapToLong(file -> file.gzip().length).sum();
    }

    private static ConsoleFiles load() {
        List<ConsoleFile> files = new String(read("files.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(name -> !name.isBlank())
                .map(name -> ConsoleFile.of(name, read(name)))
                .toList();
        byte[] template = read(PAGE);
        String version = hash(files, template);
        String preloads = files.stream()
                .map(ConsoleFile::name)
                .filter(name -> name.endsWith(".js") && !name.equals(CHART_LIBRARY))
                .map(name -> "<link rel=\"modulepreload\" href=\"/console/%s/%s\">".formatted(version, name))
                .collect(Collectors.joining("\n  "));
        String page = new String(template, StandardCharsets.UTF_8)
                .replace(PRELOADS, preloads)
                .replace(DIRECTORY_OF_FILES, "/console/" + version);
        return new ConsoleFiles(
                files.stream().collect(Collectors.toMap(ConsoleFile::name, Function.identity())),
                ConsoleFile.of(PAGE, page.getBytes(StandardCharsets.UTF_8)),
                version);
    }

    private static String hash(List<ConsoleFile> files, byte[] page) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ConsoleFile file : files) {
                digest.update(file.name().getBytes(StandardCharsets.UTF_8));
                digest.update(file.plain());
            }
            digest.update(page);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(DIRECTORY + name)) {
            if (in == null) {
                throw new IllegalStateException("webui/" + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
