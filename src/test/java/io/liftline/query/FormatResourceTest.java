package io.liftline.query;

import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The format of answers, and their compression.
@QuarkusTest
class FormatResourceTest {

    private static final List<String> SAMPLES =
            List.of("/wells/%s/telemetry?from=2025-03-01T00:00:00Z", "/telemetry/latest?wells=%s");
    private static final List<String> JSON_ONLY =
            List.of("/wells?prefix=%s", "/wells/%s/latest", "/telemetry/summary?wells=%s&from=2025-03-01T00:00:00Z");

    @Inject
    Tokens tokens;

    private Questions questions;
    private String well;

    @BeforeEach
    void fillAWell() {
        questions = Questions.of(tokens, "*");
        well = Questions.newWell("FMT");
        questions.post(IntStream.range(0, 3_000).mapToObj(i -> "%s,%s,%d".formatted(well, minute(i), i % 7)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                         | application/json
                    */*                                        | application/json
                    application/*                              | application/json
                    text/*                                     | text/csv
                    text/csv;q=0.5, application/x-ndjson       | application/x-ndjson
                    application/json;q=0, */*                  | application/x-ndjson
                    text/html, */*;q=0.8                       | application/json""")
    void acceptSettlesTheFormatOfSamples(String accept, String type) {
        for (String path : SAMPLES) {
            HttpResponse<byte[]> answer = questions.get(path.formatted(well), "Accept", accept);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(contentType(answer)).isEqualTo(type);
            assertThat(answer.headers().allValues("Vary")).anyMatch(vary -> vary.equalsIgnoreCase("accept"));
        }
    }

    @ParameterizedTest
    @CsvSource({"json, application/json", "ndjson, application/x-ndjson", "csv, text/csv"})
    void theParameterWinsOverAccept(String format, String type) {
        for (String path : SAMPLES) {
            for (String accept : List.of("*/*", "image/png", "text/csv;q=0")) {
                HttpResponse<byte[]> answer =
                        questions.get(path.formatted(well) + "&format=" + format, "Accept", accept);

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(contentType(answer)).isEqualTo(type);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv;q=0", "image/png", "text/*, text/csv;q=0"})
    void whatNobodyWritesIsNotAcceptable(String accept) {
        for (String path : SAMPLES) {
            assertThat(questions
                            .problem(406, path.formatted(well), "Accept", accept)
                            .getString("detail"))
                    .contains("application/json, application/x-ndjson, text/csv");
        }
        for (String path : JSON_ONLY) {
            questions.problem(406, path.formatted(well), "Accept", accept);
        }
    }

    @Test
    void answersThatAreNotSamplesAreJson() {
        for (String path : JSON_ONLY) {
            String question = path.formatted(well);
            String asked = question + (question.contains("?") ? "&" : "?") + "format=";

            assertThat(contentType(questions.get(question))).isEqualTo("application/json");
            assertThat(contentType(questions.get(asked + "json", "Accept", "text/csv")))
                    .isEqualTo("application/json");
            questions.problem(406, question, "Accept", "text/csv");
            questions.problem(406, asked + "csv");
            questions.problem(406, asked + "parquet");
            questions.problem(400, asked + "xml");
        }
    }

    @Test
    void newestSamplesDoNotComeAsParquet() {
        assertThat(questions
                        .problem(406, "/telemetry/latest?wells=" + well + "&format=parquet")
                        .getString("detail"))
                .contains("json, ndjson, csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ndjson", "csv"})
    void anAnswerIsCompressedForThoseWhoAcceptIt(String format) throws Exception {
        for (String path : SAMPLES) {
            String question = path.formatted(well) + "&limit=10000&format=" + format;
            if (path.startsWith("/telemetry/latest")) {
                question = path.formatted(well) + "&format=" + format;
            }
            HttpResponse<byte[]> plain = questions.get(question);
            HttpResponse<byte[]> packed = questions.get(question, "Accept-Encoding", "gzip");
            HttpResponse<byte[]> refused = questions.get(question, "Accept-Encoding", "gzip;q=0, identity");

            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(unpack(packed.body())).isEqualTo(Questions.text(plain)).isEqualTo(Questions.text(refused));
            if (path.startsWith("/wells")) {
                assertThat(packed.body().length).isLessThan(plain.body().length / 5);
            }
        }
    }

    @Test
    void theListOfWellsAndTheSummaryAreCompressedToo() throws Exception {
        for (String path : JSON_ONLY) {
            HttpResponse<byte[]> packed = questions.get(path.formatted(well), "Accept-Encoding", "gzip");

            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(unpack(packed.body())).contains("\"" + well + "\"");
        }
    }

    @Test
    void headHasTheHeadersOnly() {
        for (String path : SAMPLES) {
            HttpResponse<byte[]> answer = questions.head(path.formatted(well) + "&format=csv");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(contentType(answer)).isEqualTo("text/csv");
            assertThat(answer.body()).isEmpty();
        }
        questions.json("/wells/" + well + "/latest");
    }

    private static String contentType(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow().split(";", -1)[0];
    }

    private static String unpack(byte[] packed) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
