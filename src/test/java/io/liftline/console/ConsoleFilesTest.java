package io.liftline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The files of the console: complete, small, and with what the Java code has.
class ConsoleFilesTest {

    private static final Path SOURCES = Path.of("src/main/webui");

    /// Files of the directory that are not served.
    private static final List<String> NOT_SERVED = List.of("index.html", "files.txt", "jsconfig.json");

    /// Files that the build unpacks from a library.
    private static final List<String> LIBRARY = List.of("uPlot.esm.js", "uPlot.min.css");

    private final ConsoleFiles files = ConsoleFiles.all();

    @Test
    void everyFileIsListed() throws IOException {
        List<String> listed = Files.readAllLines(SOURCES.resolve("files.txt"));

        try (Stream<Path> sources = Files.list(SOURCES)) {
            assertThat(Stream.concat(
                            sources.map(path -> path.getFileName().toString())
                                    .filter(name -> !NOT_SERVED.contains(name)),
                            LIBRARY.stream()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
        assertThat(listed).allSatisfy(name -> assertThat(files.find(name)).isPresent());
    }

    @Test
    void theConsoleHasAtMost300KilobytesCompressed() {
        assertThat(files.compressedBytes()).isBetween(50_000L, 300_000L);
    }

    @Test
    void thePageNamesItsFilesByTheirVersion() {
        String page = new String(files.page().plain(), StandardCharsets.UTF_8);

        assertThat(page)
                .contains("src=\"/console/" + files.version() + "/main.js\"")
                .contains("<link rel=\"modulepreload\" href=\"/console/" + files.version() + "/api.js\">")
                .doesNotContain("{{", "uPlot.esm.js", "http://", "https://", "<style", " style=", " onclick=");
        assertThat(files.version()).matches("[0-9a-f]{16}");
    }

    /// A page that loads what is not there stays empty.
    @Test
    void everyImportIsAFileOfTheConsole() throws IOException {
        Pattern imports = Pattern.compile("(?:from|import)\\s*\\(?'\\./([^']+)'");
        for (String name : Files.readAllLines(SOURCES.resolve("files.txt"))) {
            String text = text(name);
            assertThat(imports.matcher(text).results().map(found -> found.group(1)))
                    .as("imports of %s", name)
                    .allSatisfy(imported -> assertThat(files.find(imported)).isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void theConsoleKnowsTheChannelAndItsUnit(Channel channel) {
        assertThat(text("units.js"))
                .containsPattern("\\b" + channel.column() + ": \\{ name: '.+', unit: '"
                        + Pattern.quote(channel.unit().symbol()));
    }

    @Test
    void theConsoleOffersOnlyUnitsThatAnImportTakes() {
        String accepted = text("units.js").split("ACCEPTED = \\{")[1].split("};")[0];

        for (MatchResult list : Pattern.compile("(?:'([^']+)'|(\\w+)): \\[([^]]+)]")
                .matcher(accepted)
                .results()
                .toList()) {
            Unit canonical = unit(list.group(1) == null ? list.group(2) : list.group(1));
            for (String symbol : list.group(3).replaceAll("[' ]", "").split(",", -1)) {
                assertThat(unit(symbol).convertsTo(canonical)).as(symbol).isTrue();
            }
        }
    }

    private static Unit unit(String symbol) {
        return Unit.of(symbol).orElseThrow(() -> new AssertionError("no unit " + symbol));
    }

    private String text(String name) {
        return new String(files.find(name).orElseThrow().plain(), StandardCharsets.UTF_8);
    }
}
