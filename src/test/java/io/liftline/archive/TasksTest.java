package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liftline.fixtures.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TasksTest extends ArchiveOfItsOwn {

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    @Test
    void oneReplicaLeadsAndAnotherFollowsWhenItsConnectionIsGone() throws Exception {
        Leadership first = Leadership.attempt(archive.source()).orElseThrow();

        assertThat(Leadership.attempt(archive.source())).isEmpty();
        first.connection().close();
        Await.until("the lock of the lost connection is free", () -> {
            Optional<Leadership> second = Leadership.attempt(archive.source());
            if (second.isPresent()) {
                second.get().close();
            }
            return second.isPresent();
        });
    }

    @Test
    void noMoreTasksWaitThanAreAllowed() throws Exception {
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            for (int i = 0; i < Tasks.MAX_WAITING; i++) {
                assertThat(tasks.add(TaskKind.RUN, NOTHING, "ann")).isPresent();
            }

            assertThat(tasks.add(TaskKind.DRILL, NOTHING, "ann")).isEmpty();
        }
    }

    @Test
    void finishedTasksAreKeptUpToANumberOfEachKind() throws Exception {
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            tasks.done(tasks.add(TaskKind.DRILL, NOTHING, "ann").orElseThrow(), NOTHING);
            for (int i = 0; i < Tasks.KEPT + 5; i++) {
                tasks.failed(tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow(), "no");
            }

            assertThat(archive.database().rows("SELECT kind, count(*) FROM archive_task GROUP BY kind ORDER BY kind"))
                    .containsExactly("drill|1", "run|" + Tasks.KEPT);
            assertThat(tasks.last(TaskKind.RUN).orElseThrow().error()).contains("no");
            assertThat(tasks.lastSuccess(TaskKind.DRILL)).isPresent();
            assertThat(tasks.lastSuccess(TaskKind.RESTORE)).isEmpty();
        }
    }

    /// Otherwise the alerts about overdue passes and drills would not know since when.
    @Test
    void theNewestSuccessOfEachKindIsKeptHoweverManyHaveFailedSince() throws Exception {
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            ArchiveTask first = tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow();
            tasks.failed(first, "no");
            assertThat(tasks.lastSuccess(TaskKind.RUN))
                    .as("none yet: the first was asked for")
                    .contains(first.requestedAt());

            ArchiveTask second = tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow();
            tasks.done(second, NOTHING);
            Instant done =
                    tasks.last(TaskKind.RUN).flatMap(ArchiveTask::finishedAt).orElseThrow();
            for (int i = 0; i < Tasks.KEPT + 5; i++) {
                tasks.failed(tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow(), "no");
            }

            assertThat(tasks.lastSuccess(TaskKind.RUN)).contains(done);
            assertThat(archive.database().row("SELECT count(*) FROM archive_task"))
                    .isEqualTo(String.valueOf(Tasks.KEPT + 1));
        }
    }

    @Test
    void metricsHaveTheLastOutcomeAndATimeBeforeTheFirstSuccess() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ArchiveState state = new ArchiveState(metrics, () -> TestArchive.NOW);
        assertThat(gauge(metrics, "liftline.archive.last.success.seconds")).isNaN();
        assertThat(gauge(metrics, "liftline.archive.last.outcome")).isNaN();

        state.enable();
        assertThat(gauge(metrics, "liftline.archive.last.success.seconds")).isEqualTo(TestArchive.NOW.getEpochSecond());

        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            tasks.failed(tasks.add(TaskKind.DRILL, NOTHING, "ann").orElseThrow(), "no");
            tasks.last(TaskKind.DRILL).ifPresent(state::finished);
            assertThat(gauge(metrics, "liftline.archive.last.outcome")).isZero();

            tasks.done(tasks.add(TaskKind.DRILL, NOTHING, "ann").orElseThrow(), NOTHING);
            tasks.last(TaskKind.DRILL).ifPresent(state::finished);
            assertThat(gauge(metrics, "liftline.archive.last.outcome")).isEqualTo(1);
        }
    }

    private static double gauge(SimpleMeterRegistry metrics, String name) {
        return metrics.get(name).tag("job", "drill").gauge().value();
    }

    @Test
    void aTaskThatALeaderHasBegunAndNotFinishedIsTheNextOfAnother() throws Exception {
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            ArchiveTask begun = tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow();
            tasks.begin(begun);
            assertThat(tasks.add(TaskKind.DRILL, NOTHING, "ann")).isPresent();

            assertThat(tasks.next().orElseThrow().id()).isEqualTo(begun.id());
            tasks.done(begun, NOTHING);
            assertThat(tasks.next().orElseThrow().kind()).isEqualTo(TaskKind.DRILL);
        }
    }

    /// Without an outcome it would be the next task again, every two seconds, and nobody would see why.
    @Test
    void aTaskThatEndsWithAFaultOfTheProgramHasFailedAndIsNotTriedAgain() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 1, 1);
        try (Connection connection = archive.connect()) {
            Tasks tasks = new Tasks(connection);
            ArchiveTask task = tasks.add(TaskKind.RUN, NOTHING, "ann").orElseThrow();
            TaskRunner runner = new TaskRunner(
                    archive.with(archive.store(), (_, _) -> {
                        throw new OutOfMemoryError("Java heap space");
                    }),
                    Duration.ofDays(7),
                    new ArchiveState(new SimpleMeterRegistry(), () -> TestArchive.NOW));

            assertThatThrownBy(() -> runner.run(connection, task)).isInstanceOf(OutOfMemoryError.class);

            assertThat(tasks.next()).isEmpty();
            assertThat(tasks.last(TaskKind.RUN).orElseThrow().error())
                    .contains("java.lang.OutOfMemoryError: Java heap space");
        }
    }
}
