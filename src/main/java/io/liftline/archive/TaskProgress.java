package io.liftline.archive;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Records with a task how far the chunk has come that is at work, so that every replica can tell it: at the begin
/// of each stage, and then at most once a second.
final class TaskProgress implements Progress {

    private static final Logger LOG = Logger.getLogger(TaskProgress.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Progress steps;
    private final Tasks tasks;
    private final ArchiveTask task;
    private final InstantSource clock;
    private Optional<ChunkProgress> recorded = Optional.empty();
    private Instant next = Instant.MIN;

    /// @param steps is told of each step
    /// @param tasks on the connection of the leader
    TaskProgress(Progress steps, Tasks tasks, ArchiveTask task, InstantSource clock) {
        this.steps = steps;
        this.tasks = tasks;
        this.task = task;
        this.clock = clock;
    }

    @Override
    public void reached(Step step, ChunkVersion chunk) {
        steps.reached(step, chunk);
    }

    @Override
    public void at(ChunkProgress now) throws SQLException {
        Instant time = clock.instant();
        boolean goesOn = recorded.filter(now::isOfStageOf).isPresent();
        if (!goesOn || !time.isBefore(next)) {
            if (!goesOn) {
                LOG.debugf("Archive: chunk=%s version=%d stage=%s", now.chunk(), now.version(), now.stage());
            }
            tasks.progress(task, now.json());
            recorded = Optional.of(now);
            next = time.plus(EVERY);
        }
    }
}
