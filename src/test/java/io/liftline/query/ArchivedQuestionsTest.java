package io.liftline.query;

import static io.liftline.query.ArchivedDays.DAMAGED;
import static io.liftline.query.ArchivedDays.DAY;
import static io.liftline.query.ArchivedDays.EARLIER;
import static io.liftline.query.ArchivedDays.HOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.ArchivingService;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Questions about samples that are in the archive only. The samples are stored, asked for, archived and dropped once;
/// each test then asks again.
@QuarkusTest
@QuarkusTestResource(value = ArchivingService.class, restrictToAnnotatedClass = true)
class ArchivedQuestionsTest {

    private static final Map<String, String> BEFORE = new LinkedHashMap<>();
    private static final String LIST = "/wells?limit=50";
    private static final Map<String, List<String>> WALKED = new LinkedHashMap<>();

    @Inject
    Tokens tokens;

    private Questions questions;

    @BeforeEach
    void archiveOnce() throws Exception {
        questions = Questions.of(tokens, "*");
        if (!BEFORE.isEmpty()) {
            return;
        }
        ArchivedDays.store();
        ArchivedDays.paths().forEach(path -> BEFORE.put(path, questions.text(path)));
        BEFORE.put(LIST, questions.text(LIST));
        ArchivedDays.walks().forEach(path -> WALKED.put(path, walk(path)));
        drop();
    }

    private void drop() {
        TestDatabase database = ArchivingService.database();
        Await.until("the old chunks are dropped", Duration.ofMinutes(1), () -> {
            tokens.as(Role.ADMIN).post("/api/v1/archive/runs").then().statusCode(202);
            Await.until(
                    "the pass has ended",
                    () -> database.row("SELECT count(*) FROM archive_task WHERE finished_at IS NULL")
                            .equals("0"));
            return database.row("SELECT count(*) FROM esp_telemetry WHERE timestamp < now() - interval '35 days'")
                    .equals("0");
        });
    }

    @ParameterizedTest
    @MethodSource("io.liftline.query.ArchivedDays#paths")
    void everyQuestionIsAnsweredAsBeforeTheDrop(String path) {
        // When
        HttpResponse<byte[]> answer = questions.get(path);

        // Then
        assertThat(answer.statusCode()).as(Questions.text(answer)).isEqualTo(200);
        assertThat(withoutSources(Questions.text(answer))).isEqualTo(withoutSources(before(path)));
        if (path.contains("/telemetry?") || path.contains("/latest")) {
            assertThat(answer.headers().firstValue("Liftline-Sources")).contains("esp_telemetry, archive");
        } else {
            assertThat(Questions.text(answer)).contains("archive");
        }
    }

    @ParameterizedTest
    @MethodSource("io.liftline.query.ArchivedDays#walks")
    void cursorsGoOnAcrossTheBorder(String path) {
        assertThat(walk(path)).isEqualTo(WALKED.get(path));
    }

    @Test
    void theListOfWellsIsAsBeforeTheDrop() {
        assertThat(questions.text(LIST))
                .isEqualTo(before(LIST))
                .contains("\"well_id\":\"C-ZERO\"", "T08:00:00.000001Z");
    }

    @Test
    void theNewestSamplesOfSilentWellsNeedNoStore() throws Exception {
        Path away = ArchivingService.store().resolveSibling("away");
        Files.move(ArchivingService.store(), away);
        try {
            assertThat(questions.json("/wells/C-OLD/latest").getDouble("pip")).isEqualTo(7.5);
            assertThat(Questions.each(questions.json("/telemetry/latest?wells=C-OLD,C-X"), "samples", "pip"))
                    .containsExactly(7.5, 0.1);
        } finally {
            Files.move(away, ArchivingService.store());
        }
    }

    @Test
    void aLateRowOfASilentWellIsNewestOnlyIfItIsAndIsFilledFromTheArchive() throws Exception {
        TestDatabase database = ArchivingService.database();
        String late = "INSERT INTO esp_telemetry (well_id, timestamp, gor) VALUES ('C-OLD', '%s %s+00', %d)";

        database.run(late.formatted(DAY, "06:00", 1));
        assertThat(newestOfOld()).containsExactly(7.5, null);

        database.run(late.formatted(DAY, "07:00", 2));
        assertThat(newestOfOld()).containsExactly(7.5, 2.0);

        database.run(late.formatted(DAY, "08:00", 3));
        assertThat(newestOfOld()).containsExactly(null, 3.0);

        database.run("DELETE FROM esp_telemetry WHERE timestamp < now() - interval '35 days'");
        assertThat(newestOfOld()).containsExactly(7.5, null);
    }

    private List<@Nullable Double> newestOfOld() {
        JsonObject one = questions.json("/wells/C-OLD/latest");
        JsonObject ofMany = questions
                .json("/telemetry/latest?wells=C-OLD,C-1")
                .getJsonArray("samples")
                .getJsonObject(1);
        assertThat(ofMany).isEqualTo(one);
        return Arrays.asList(one.getDouble("pip"), one.getDouble("gor"));
    }

    @Test
    void anAnswerWithoutTheArchiveHasOnlyWhatIsInTheDatabase() {
        String range = "from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(DAY, HOT.plusDays(1));

        JsonObject page = questions.json("/wells/C-1/telemetry?archive=false&" + range);

        assertThat(page.getJsonArray("samples")).hasSize(30);
        assertThat(page.getJsonArray("sources")).containsExactly("esp_telemetry");
        questions.problem(404, "/wells/C-OLD/latest?archive=false");
        HttpResponse<byte[]> newest = questions.get("/telemetry/latest?wells=C-OLD,C-1&archive=false");
        assertThat(Questions.text(newest)).contains("C-1").doesNotContain("C-OLD");
        assertThat(newest.headers().firstValue("Liftline-Sources")).contains("esp_telemetry");
        questions.problem(400, "/wells/C-1/telemetry?archive=no&" + range);
    }

    @Test
    void aForeignWellIsNeitherFoundNorPartOfAnAnswer() {
        Questions stranger = Questions.of(tokens, "C-2", "D*");
        String range = "from=%1$sT06:00:00Z&to=%1$sT06:02:00Z".formatted(DAY);

        stranger.problem(404, "/wells/C-1/telemetry?" + range);
        stranger.problem(404, "/wells/C-1/at?timestamp=%sT06:05:30Z".formatted(DAY));
        stranger.problem(404, "/wells/C-OLD/latest");
        HttpResponse<byte[]> newest = stranger.get("/telemetry/latest?wells=C-OLD,C-2");
        assertThat(Questions.each(new JsonObject(Questions.text(newest)), "samples", "well_id"))
                .containsExactly("C-2");
        assertThat(newest.headers().firstValue("Liftline-Sources")).contains("esp_telemetry");
        assertThat(Questions.each(stranger.json("/telemetry?" + range), "samples", "well_id"))
                .containsExactly("C-2", "C-2");
        assertThat(Questions.each(stranger.json("/telemetry?wells=C-1,C-2&" + range), "samples", "well_id"))
                .containsExactly("C-2", "C-2");
        assertThat(Questions.each(stranger.json("/telemetry/summary?" + range), "wells", "well_id"))
                .containsExactly("C-2");
    }

    @Test
    void aLateRowWinsAndIsFilledFromTheArchive() throws Exception {
        ArchivingService.database().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, motor_temp) VALUES
                    ('C-2', '%1$s 06:01:00+00', 55), ('C-2', '%1$s 06:01:30+00', 56)
                """.formatted(EARLIER));

        JsonArray samples = questions
                .json("/wells/C-2/telemetry?channels=pip,motor_temp&from=%1$sT06:00:30Z&to=%1$sT06:02:30Z"
                        .formatted(EARLIER))
                .getJsonArray("samples");

        assertThat(samples.stream().map(Object::toString))
                .containsExactly(
                        "{\"well_id\":\"C-2\",\"timestamp\":\"%sT06:01:00Z\",\"pip\":100.5,\"motor_temp\":55.0}"
                                .formatted(EARLIER),
                        "{\"well_id\":\"C-2\",\"timestamp\":\"%sT06:01:30Z\",\"pip\":null,\"motor_temp\":56.0}"
                                .formatted(EARLIER),
                        "{\"well_id\":\"C-2\",\"timestamp\":\"%sT06:02:00Z\",\"pip\":101.0,\"motor_temp\":null}"
                                .formatted(EARLIER));
        String day =
                "channels=pip,motor_temp&from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(EARLIER, EARLIER.plusDays(1));
        String figures = "\"pip\":{\"count\":[30],\"max\":[114.5]},\"motor_temp\":{\"count\":[2],\"max\":[56.0]}";
        for (String bucket : List.of("PT1H", "P1D")) {
            assertThat(questions.text("/wells/C-2/series?aggregates=count,max&bucket=%s&%s".formatted(bucket, day)))
                    .contains(figures);
        }
        assertThat(questions.text("/telemetry/summary?wells=C-2&" + day))
                .contains("\"count\":31,", "\"max\":114.5}", "\"max\":56.0}");
        ArchivingService.database().run("DELETE FROM esp_telemetry WHERE timestamp < now() - interval '35 days'");
    }

    /// The settings of the tests compress nothing, so chunks are archived when they may be dropped.
    @Test
    void theStorageViewSaysWhatTheArchiveDoes() {
        assertThat(questions.json("/storage").getString("retention")).isEqualTo("archive");
        JsonArray hypertables = questions.json("/storage/hypertables").getJsonArray("hypertables");
        assertThat(hypertables.getJsonObject(0).getString("archive_after")).isEqualTo("P30D");
        assertThat(hypertables.getJsonObject(0).getString("retain_for")).isEqualTo("P30D");
        assertThat(hypertables.getJsonObject(1).getString("archive_after")).isEqualTo("P90D");
        assertThat(hypertables.getJsonObject(1).getString("retain_for")).isEqualTo("P90D");
    }

    @Test
    void anObjectThatIsDamagedOrAwayIsAProblemAndNeverAShorterAnswer() throws Exception {
        String path = "/wells/C-1/telemetry?from=%s T00:00:00Z&to=%s T00:00:00Z"
                .formatted(DAMAGED, HOT.plusDays(1))
                .replace(" T", "T");
        Path object = ArchivedDays.object(DAMAGED);
        byte[] sound = Files.readAllBytes(object);
        byte[] flipped = sound.clone();
        flipped[flipped.length / 2] ^= 1;

        Files.write(object, flipped);
        assertThat(questions.problem(503, path).getString("detail")).contains("not what was archived");
        assertThat(questions.problem(503, path + "&format=csv").getString("type"))
                .isEqualTo("urn:liftline:problem:archive_unavailable");

        Files.delete(object);
        assertThat(questions.problem(503, path).getString("detail")).contains("not in the store");

        Path away = ArchivingService.store().resolveSibling("away");
        Files.move(ArchivingService.store(), away);
        assertThat(questions.problem(503, path).getString("detail")).contains("at the moment");
        assertThat(questions.json(path + "&archive=false").getJsonArray("samples"))
                .hasSize(30);
        Files.move(away, ArchivingService.store());

        Files.write(object, sound);
        assertThat(questions.json(path).getJsonArray("samples")).hasSize(120);
    }

    @Test
    void manyQuestionsAtOnceAreAllAnswered() throws Exception {
        String path = ArchivedDays.paths().findFirst().orElseThrow();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = Stream.generate(() -> (Callable<String>) () -> questions.text(path))
                    .limit(40)
                    .toList();

            List<Future<String>> answers = clients.invokeAll(calls);

            for (Future<String> answer : answers) {
                assertThat(withoutSources(answer.get())).isEqualTo(withoutSources(before(path)));
            }
        }
    }

    /// The samples of all pages.
    private List<String> walk(String path) {
        List<String> samples = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = questions.json(path + cursor);
            page.getJsonArray("samples").forEach(sample -> samples.add(sample.toString()));
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());
        return samples;
    }

    private static String before(String path) {
        return Objects.requireNonNull(BEFORE.get(path), path);
    }

    private static String withoutSources(String answer) {
        return answer.lines()
                .map(line -> line.replaceAll("\"sources?\":(\\[[^]]*]|\"[^\"]*\"),?", ""))
                .collect(Collectors.joining("\n"));
    }
}
