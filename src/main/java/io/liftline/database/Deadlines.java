package io.liftline.database;

import jakarta.inject.Singleton;
import java.time.Duration;

/// The time limits of the database. Those of a statement derive from one setting,
/// `liftline.database.statement-timeout`.
@Singleton
public class Deadlines {

    /// Time limit for opening a connection, including the login.
    static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Duration statement;

    /// The time limits for this configuration.
    public Deadlines(DatabaseConfig config) {
        this.statement = config.statementTimeout();
    }

    /// Time after which the server ends a statement.
    public Duration statement() {
        return statement;
    }

    /// Time limit for the answer to a statement, 5 s longer than [#statement()]. It is reached only if the
    /// server does not answer at all, because it would otherwise report that it ended the statement.
    public Duration answer() {
        return statement.plus(MARGIN);
    }

    /// Time between two signs of life of an unused connection, so that [#answer()] does not pass between them.
    Duration sign() {
        return answer().dividedBy(3);
    }
}
