package io.liftline.service;

import io.liftline.schema.DatabaseNotReadyException;
import io.liftline.schema.DatabaseRefusedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a failed attempt to start means. Each line is for the operator, and holds no password and no data.
sealed interface StartupFailure {

    /// The database is away or not ready yet: try again.
    record Away(String line) implements StartupFailure {}

    /// Trying again will not help: say so and end.
    record Refused(String line) implements StartupFailure {}

    /// A fault of the program: end, with the stack trace.
    record Unexpected(Throwable cause) implements StartupFailure {}

    /// SQLSTATE classes and states that pass by themselves: connection, deadlock and serialization, too many
    /// connections, a lock or object in use, operator intervention (PostgreSQL manual, appendix A). A full
    /// disk or too small a lock table (53100, 53200) does not: a takeover would only fail again.
    List<String> PASSING = List.of("08", "40", "53300", "55", "57");

    /// The meaning of a failure, by the first cause that says something definite.
    static StartupFailure of(Throwable failure) {
        String script = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DatabaseRefusedException refused -> {
                    return new Refused(line(refused.getMessage()));
                }
                case DatabaseNotReadyException waiting -> {
                    return new Away(line(waiting.getMessage()));
                }
                case PgException sql -> {
                    return ofService(sql);
                }
                case SQLException sql -> {
                    return ofOwner(sql, script);
                }
                case IOException _, TimeoutException _, VertxException _ -> {
                    return new Away(line(cause.getClass().getSimpleName() + ": " + cause.getMessage()));
                }
                case FlywayException flyway
                when flyway.getCause() == null -> {
                    return new Refused(line(flyway.getMessage()));
                }
                case FlywayException flyway ->
                    script = String.valueOf(flyway.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("") + ": ";
                default -> {}
            }
        }
        return new Unexpected(failure);
    }

    /// The service's own role: what it lacks (login, table, privilege) a migration elsewhere is about to
    /// give it.
    private static StartupFailure ofService(PgException sql) {
        String state = String.valueOf(sql.getSqlState());
        String line = line("%s (SQLSTATE %s)".formatted(sql.getErrorMessage(), state));
        return passes(state) || state.startsWith("28") || state.equals("42P01") || state.equals("42501")
                ? new Away(line)
                : new Refused(line);
    }

    private static StartupFailure ofOwner(SQLException sql, String script) {
        String state = sql.getSQLState();
        String line = line("%s%s (SQLSTATE %s)".formatted(script, message(sql), state));
        boolean concurrent = "XX000".equals(state) && line.contains("concurrently updated");
        return state == null || passes(state) || concurrent ? new Away(line) : new Refused(line);
    }

    private static boolean passes(String state) {
        return PASSING.stream().anyMatch(state::startsWith);
    }

    /// The server's message without its detail, which may quote rows.
    private static @Nullable String message(SQLException sql) {
        ServerErrorMessage server = sql instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return server == null ? sql.getMessage() : server.getMessage();
    }

    private static String line(@Nullable String text) {
        String line =
                String.valueOf(text).replaceAll("\\s+", " ").replace('"', '\'').strip();
        return line.length() <= 400 ? line : line.substring(0, 400) + "…";
    }
}
