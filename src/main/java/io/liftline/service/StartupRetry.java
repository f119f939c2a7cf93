package io.liftline.service;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Repeats an attempt that needs the database until it succeeds or a retry will not help. It waits for an
/// unreachable database without a time limit, with pauses that double up to `liftline.startup.longest-retry`.
@Singleton
class StartupRetry {

    private static final Logger LOG = Logger.getLogger(StartupRetry.class);

    private final StartupConfig config;

    StartupRetry(StartupConfig config) {
        this.config = config;
    }

    /// An attempt. It may block, and must be repeatable after a failure at any point.
    @FunctionalInterface
    interface Attempt {
        void make() throws SQLException;
    }

    /// The result of the attempts.
    enum Outcome {
        DONE,
        /// A retry will not help. The reason is logged.
        REFUSED,
        /// The process is shutting down.
        INTERRUPTED
    }

    /// Runs on the calling thread.
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
