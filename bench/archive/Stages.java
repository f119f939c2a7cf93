package archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long each stage of a pass took, from the debug lines of the service's log.
final class Stages {

    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+)Z?.*Archive: (?:chunk=\\S+ version=\\d+ stage=(\\w+)|step=PROOF_RECORDED)");

    private final Path log;

    Stages(Path log) {
        this.log = log;
    }

    /// Seconds of each stage of the newest pass, in order.
    Map<String, Double> ofNewestPass() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        String stage = "";
        Instant since = Instant.EPOCH;
        for (String line : lines()) {
            Matcher match = LINE.matcher(line);
            if (match.find()) {
                Instant at = Instant.parse(match.group(1).replace(' ', 'T').replace(',', '.') + "Z");
                if (!stage.isEmpty()) {
                    seconds.put(stage, Duration.between(since, at).toNanos() / 1e9);
                }
                stage = match.group(2) == null ? "" : match.group(2);
                since = at;
            }
        }
        return seconds;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }
}
