package io.liftline.access.admin;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Reads and changes the users in the table `app_user`.
@ApplicationScoped
class UserTable {

    /// Maximum number of users.
    private static final int MAX_USERS = 10_000;

    private final Pool pool;

    UserTable(Pool pool) {
        this.pool = pool;
    }

    /// At most `limit` users after this name, ordered by name.
    Uni<List<User>> page(String after, int limit) {
        return ask(UserSql.PAGE, Tuple.of(after, limit)).map(UserTable::users);
    }

    /// Fails with 404 if there is no such user.
    Uni<User> find(String username) {
        return ask(UserSql.ONE, Tuple.of(username)).map(rows -> first(rows).orElseThrow(UserTable::notFound));
    }

    /// Fails with 409 if the name is taken or there are [#MAX_USERS] users.
    Uni<User> create(String username, String passwordHash, String[] roles, String[] wells) {
        Tuple row = Tuple.of(username, passwordHash)
                .addArrayOfString(roles)
                .addArrayOfString(wells)
                .addInteger(MAX_USERS);
        return ask(UserSql.CREATE, row)
                .map(rows -> first(rows)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.CONFLICT,
                                "There is a user with this name already, or there are " + MAX_USERS + " users")));
    }

    /// Changes what is given. A new password and a disabled account end all sessions of the user.
    ///
    /// Fails with 404 if there is no such user, with 409 if no administrator would be left.
    Uni<User> change(
            String username,
            Optional<String> passwordHash,
            Optional<String[]> roles,
            Optional<String[]> wells,
            Optional<Boolean> disabled) {
        Tuple row = Tuple.tuple()
                .addString(username)
                .addString(passwordHash.orElse(null))
                .addArrayOfString(roles.orElse(null))
                .addArrayOfString(wells.orElse(null))
                .addBoolean(disabled.orElse(null));
        boolean endSessions = passwordHash.isPresent() || disabled.orElse(false);
        return whileSomebodyAdministers(connection -> connection
                .preparedQuery(UserSql.CHANGE)
                .execute(row)
                .map(rows -> first(rows).orElseThrow(UserTable::notFound))
                .call(_ -> endSessions
                        ? endSessions(connection, username)
                        : Uni.createFrom().nullItem()));
    }

    /// Deletes a user with its sessions.
    ///
    /// Fails with 404 if there is no such user, with 409 if no administrator would be left.
    Uni<Void> delete(String username) {
        return whileSomebodyAdministers(connection -> connection
                .preparedQuery(UserSql.DELETE)
                .execute(Tuple.of(username))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw notFound();
                    }
                })
                .replaceWithVoid());
    }

    /// Ends the sessions of a user, of whom nothing else changes.
    Uni<Void> endSessions(String username) {
        return pool.withConnection(connection -> endSessions(connection, username));
    }

    private static Uni<Void> endSessions(SqlConnection connection, String username) {
        return connection
                .preparedQuery(UserSql.END_SESSIONS)
                .execute(Tuple.of(username))
                .replaceWithVoid();
    }

    /// A change inside a transaction.
    @FunctionalInterface
    private interface Change<T> {
        Uni<T> on(SqlConnection connection);
    }

    private <T> Uni<T> whileSomebodyAdministers(Change<T> change) {
        return pool.withTransaction(connection -> connection
                .query(UserSql.LOCK)
                .execute()
                .chain(() -> change.on(connection))
                .call(() -> connection.query(UserSql.ANY_ADMIN).execute().invoke(rows -> {
                    if (!rows.iterator().next().getBoolean("any_admin")) {
                        throw new ProblemException(
                                ProblemCode.CONFLICT,
                                "Nobody could administer any more: one enabled user must have the role admin and all wells");
                    }
                })));
    }

    private Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return pool.withConnection(
                connection -> connection.preparedQuery(statement).execute(parameters));
    }

    private static Optional<User> first(RowSet<Row> rows) {
        return users(rows).stream().findFirst();
    }

    private static List<User> users(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(User::of).toList();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such user");
    }
}
