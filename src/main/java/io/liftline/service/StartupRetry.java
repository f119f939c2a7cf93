package io.liftline.service;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Repeats what needs the database until it is done, or until trying again is of no use. A database that is away
/// is waited for, however long, with pauses that double up to `liftline.startup.longest-retry`.
@Singleton
class StartupRetry {

    private static final Logger LOG = Logger.getLogger(StartupRetry.class);

    private final StartupConfig config;

    StartupRetry(StartupConfig config) {
        this.config = config;
    }

    /// What is tried. It may block, and may run again after it has failed half-way.
    @FunctionalInterface
    interface Attempt {
        void make() throws SQLException;
    }

    /// How it ended.
    enum Outcome {
        DONE,
        /// Trying again is of no use; the log says why.
        REFUSED,
        /// The process is about to end.
        INTERRUPTED
    }

    /// Runs on the caller's thread.
    Outcome untilDone(Attempt attempt) {
        Duration pause = config.firstRetry();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                attempt.make();
                return Outcome.DONE;
            } catch (SQLException | RuntimeException e) {
                switch (StartupFailure.of(e)) {
                    case StartupFailure.Away away -> {
                        LOG.warnf(
                                "Waiting for the database: retry_in_ms=%d reason=\"%s\"",
                                pause.toMillis(), away.line());
                        sleep(pause);
                        pause = min(pause.multipliedBy(2), config.longestRetry());
                    }
                    case StartupFailure.Refused refused -> {
                        LOG.errorf("Cannot start: %s", refused.line());
                        return Outcome.REFUSED;
                    }
                    case StartupFailure.Unexpected unexpected -> {
                        LOG.error("Cannot start", unexpected.cause());
                        return Outcome.REFUSED;
                    }
                }
            }
        }
        return Outcome.INTERRUPTED;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
