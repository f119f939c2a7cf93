package io.liftline.service;

import io.liftline.access.KeysUnreadableException;
import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import io.liftline.schema.DatabaseNotReadyException;
import io.liftline.schema.DatabaseRefusedException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The meaning of a failed attempt to start, by the table of [SqlState]. Each line is written for the
/// operator, and contains no password and no data.
sealed interface StartupFailure {

    /// The database is unreachable or not ready yet: retry.
    record Away(String line) implements StartupFailure {}

    /// A retry will not help: log the line and exit.
    record Refused(String line) implements StartupFailure {}

    /// A bug: log the stack trace and exit.
    record Unexpected(Throwable cause) implements StartupFailure {}

    /// Conditions that are temporary for a request, but not for a migration: the owner's credentials and
    /// database are configuration of this process, and a migration that has filled the disk would fill it
    /// again.
    Set<SqlState> LASTING_FOR_OWNER = Set.of(
            SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
            SqlState.INVALID_CATALOG_NAME,
            SqlState.DISK_FULL,
            SqlState.SYSTEM_ERROR);

    /// What the service's role does not have until a migration by another process: a table, a privilege.
    Set<SqlState> GIVEN_BY_MIGRATION = Set.of(SqlState.UNDEFINED_TABLE, SqlState.INSUFFICIENT_PRIVILEGE);

    /// The meaning of a failure, by the first cause that determines one.
    static StartupFailure of(Throwable failure) {
        String script = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DatabaseRefusedException refused -> {
                    return new Refused(line(refused.getMessage()));
                }
                case KeysUnreadableException unreadable -> {
                    return new Refused(line(unreadable.getMessage()));
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
                case FlywayException flyway
                when flyway.getCause() == null -> {
                    return new Refused(line(flyway.getMessage()));
                }
                case FlywayException flyway ->
                    script = String.valueOf(flyway.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("") + ": ";
                case CompletionException _ -> {}
                default -> {
                    if (DatabaseFailure.isLostConnection(cause)) {
                        return new Away(line(cause.getClass().getSimpleName() + ": " + cause.getMessage()));
                    }
                }
            }
        }
        return new Unexpected(failure);
    }

    private static StartupFailure ofService(PgException sql) {
        String line = line("%s (SQLSTATE %s)".formatted(sql.getErrorMessage(), sql.getSqlState()));
        boolean given = GIVEN_BY_MIGRATION.contains(DatabaseFailure.state(sql));
        return passes(sql) || given ? new Away(line) : new Refused(line);
    }

    private static StartupFailure ofOwner(SQLException sql, String script) {
        String line = line("%s%s (SQLSTATE %s)".formatted(script, message(sql), sql.getSQLState()));
        boolean concurrent = "XX000".equals(sql.getSQLState()) && line.contains("concurrently updated");
        boolean lasting = LASTING_FOR_OWNER.contains(DatabaseFailure.state(sql));
        return concurrent || (passes(sql) && !lasting) ? new Away(line) : new Refused(line);
    }

    /// A cancelled statement is retried here, because no client waits for it.
    private static boolean passes(Throwable sql) {
        return DatabaseFailure.isPassing(sql) || DatabaseFailure.isCancelled(sql);
    }

    /// The first line of the server's message, without the detail, which may contain values of rows.
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
