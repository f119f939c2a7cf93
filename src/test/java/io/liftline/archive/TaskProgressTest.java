package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.liftline.telemetry.TimeRange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskProgressTest extends ArchiveOfItsOwn {

    private static final ChunkVersion CHUNK =
            new ChunkVersion(Hypertable.ESP_TELEMETRY, "_hyper_1_4_chunk", 2, new TimeRange(0, 86_400_000_000L));

    @Test
    void whileAPassRunsEveryReplicaSeesTheStageOfItsChunk() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 3, 10);
        List<String> seen = new ArrayList<>();
        try (Connection connection = archive.connect();
                Connection ofAnotherReplica = archive.connect()) {
            Tasks others = new Tasks(ofAnotherReplica);
            ArchiveTask task = added(connection);
            Archive watched = archive.with(archive.store(), (step, _) -> seen.add(step + " " + seen(others)));

            new TaskRunner(
                            watched,
                            Duration.ofDays(7),
                            new ArchiveState(new SimpleMeterRegistry(), () -> TestArchive.NOW))
                    .run(connection, task);

            assertThat(seen)
                    .containsExactly(
                            "BEGUN run of no chunk",
                            "FILE_WRITTEN run reading 0 of 30",
                            "EXPORT_RECORDED run reading 0 of 30",
                            "OBJECT_STORED run storing 30 of 30, a file",
                            "STORE_RECORDED run storing 30 of 30, a file",
                            "OBJECT_READ_BACK run comparing 30 of 30, a file",
                            "MANIFEST_STORED run comparing 30 of 30, a file",
                            "PROOF_RECORDED run comparing 30 of 30, a file",
                            "DROPPED run dropping 30 of 30, a file");
            assertThat(others.running()).isEmpty();
            assertThat(others.last(TaskKind.RUN).orElseThrow().result().orElseThrow())
                    .hasToString("{\"failed\":0,\"dropped\":1,\"verified\":1,\"brought_back\":0}");
        }
    }

    @Test
    void rowsAreToldWhileTheyAreRead() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 30, 1_000);
        List<Long> rows = new ArrayList<>();

        archive.pass(archive.with(archive.store(), new Progress() {
            @Override
            public void reached(Step step, ChunkVersion chunk) {
                // only rows count here
            }

            @Override
            public void at(ChunkProgress now) {
                if (now.stage().equals("reading")) {
                    assertThat(now.ofRows()).contains(30_000L);
                    rows.add(now.rows());
                }
            }
        }));

        assertThat(rows).containsExactly(0L, 10_000L, 20_000L);
    }

    @Test
    void aStageIsRecordedAtItsBeginAndThenOnceASecond() throws Exception {
        AtomicReference<Instant> clock = new AtomicReference<>(TestArchive.NOW);
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            ArchiveTask task = added(connection);
            tasks.begin(task);
            TaskProgress progress = new TaskProgress((_, _) -> {}, tasks, task, clock::get);

            progress.at(ChunkProgress.counting(CHUNK));
            assertThat(chunk(tasks)).isEqualTo(ChunkProgress.counting(CHUNK));
            progress.at(ChunkProgress.reading(CHUNK, 0, 50_000));
            progress.at(ChunkProgress.reading(CHUNK, 10_000, 50_000));
            assertThat(chunk(tasks)).isEqualTo(ChunkProgress.reading(CHUNK, 0, 50_000));
            clock.set(TestArchive.NOW.plusSeconds(1));
            progress.at(ChunkProgress.reading(CHUNK, 20_000, 50_000));
            assertThat(chunk(tasks)).isEqualTo(ChunkProgress.reading(CHUNK, 20_000, 50_000));
        }
    }

    private static ArchiveTask added(Connection connection) throws SQLException {
        return new Tasks(connection)
                .add(TaskKind.RUN, JsonNodeFactory.instance.objectNode(), "ann")
                .orElseThrow();
    }

    private static ChunkProgress chunk(Tasks tasks) throws SQLException {
        return tasks.running().flatMap(RunningTask::chunk).orElseThrow();
    }

    private static String seen(Tasks tasks) {
        try {
            RunningTask running = tasks.running().orElseThrow();
            Optional<ChunkProgress> chunk = running.chunk();
            return running.task() + " "
                    + chunk.map(now -> "%s %d of %d%s"
                                    .formatted(
                                            now.stage(),
                                            now.rows(),
                                            now.ofRows().orElse(-1L),
                                            now.bytes().isPresent() ? ", a file" : ""))
                            .orElse("of no chunk");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
