package io.liftline.database;

import jakarta.inject.Singleton;
import java.time.Duration;

/// How long the database is waited for. Every limit of the path of a statement follows from one setting,
/// `liftline.database.statement-timeout`.
@Singleton
public class Deadlines {

    /// How long a connection may take to be opened, the login included.
    static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Duration statement;

    /// Those that follow from these settings.
    public Deadlines(DatabaseConfig config) {
        this.statement = config.statementTimeout();
    }

    /// How long a statement may run before the server ends it.
    public Duration statement() {
        return statement;
    }

    /// How long the answer to a statement is waited for, 5 s longer than [#statement()]: only a server that
    /// does not answer at all, not even that it ended the statement, takes this long.
    public Duration answer() {
        return statement.plus(MARGIN);
    }
}
