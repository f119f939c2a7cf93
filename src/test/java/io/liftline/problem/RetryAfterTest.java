package io.liftline.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Path SOURCES = Path.of("src/main/java/io/liftline");

    @Test
    void everyProblemThatPassesSaysWhenToSendAgain() {
        assertThat(Arrays.stream(ProblemCode.values())
                        .filter(code -> code.retryAfter().isPresent()))
                .containsExactly(
                        ProblemCode.TOO_MANY_REQUESTS, ProblemCode.UNAVAILABLE, ProblemCode.ARCHIVE_UNAVAILABLE);
        assertThat(retryAfter(new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "detail")))
                .isEqualTo("1");
        assertThat(retryAfter(new ProblemException(ProblemCode.UNAVAILABLE, "detail")))
                .isEqualTo("2");
        assertThat(retryAfter(new ProblemException(ProblemCode.ARCHIVE_UNAVAILABLE, "detail")))
                .isEqualTo("10");
        assertThat(new ProblemException(ProblemCode.TIMEOUT, "detail").headers())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT59.5S, 60", "PT1M, 60"})
    void aTimeOfItsOwnIsRoundedUpToSeconds(Duration wait, String header) {
        assertThat(retryAfter(new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "detail").retryAfter(wait)))
                .isEqualTo(header);
    }

    /// The header is described by a filter of the OpenAPI document, and read by `liftline import`.
    @Test
    void theHeaderIsSetInOnePlaceOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> setters = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(RetryAfterTest::namesTheHeader)
                    .map(file -> SOURCES.relativize(file).toString())
                    .sorted()
                    .toList();

            assertThat(setters)
                    .containsExactly(
                            "client/Service.java", "openapi/CommonResponses.java", "problem/ProblemException.java");
        }
    }

    private static boolean namesTheHeader(Path file) {
        try {
            return Files.readString(file).toLowerCase(Locale.ROOT).contains("\"retry-after\"");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String retryAfter(ProblemException problem) {
        return problem.headers().getOrDefault("Retry-After", "");
    }
}
