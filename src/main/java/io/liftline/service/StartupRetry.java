package io.liftline.service;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Tries what needs the database until it succeeds or cannot succeed; a database that is away is waited
/// for, however long.
@Singleton
class StartupRetry {

    private static final Logger LOG = Logger.getLogger(StartupRetry.class);

    private final StartupConfig config;

    StartupRetry(StartupConfig config) {
        this.config = config;
    }

    /// What is tried; blocking, and fit to be tried again.
    @FunctionalInterface
    interface Attempt {
        void make() throws SQLException;
    }

    /// How the tries ended.
    enum Outcome {
        DONE,
        /// It cannot succeed; the log says why.
        REFUSED,
        INTERRUPTED
    }

    /// Tries until it is done, on the caller's thread.
    Outcome until(Attempt attempt) {
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
