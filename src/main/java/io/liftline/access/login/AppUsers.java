package io.liftline.access.login;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Access to the table `app_user`.
///
/// Statements run on a connection that was acquired explicitly. If a statement is given to the pool itself
/// and no connection is available, the client logs a stack trace (vertx-sql-client, issue 1706).
@ApplicationScoped
class AppUsers {

    private final Pool pool;

    AppUsers(Pool pool) {
        this.pool = pool;
    }

    /// The user with exactly this name.
    Uni<Optional<AppUser>> find(String username) {
        return pool.withConnection(connection ->
                        connection.preparedQuery(LoginSql.FIND_USER).execute(Tuple.of(username)))
                .map(rows -> {
                    RowIterator<Row> row = rows.iterator();
                    return row.hasNext() ? Optional.of(user(row.next())) : Optional.empty();
                });
    }

    /// Whether any user exists.
    Uni<Boolean> any() {
        return pool.withConnection(
                        connection -> connection.query(LoginSql.ANY_USER).execute())
                .map(rows -> rows.iterator().next().getBoolean("any_user"));
    }

    /// Creates a user if no user exists. Otherwise does nothing.
    Uni<Void> createFirst(Caller user, String passwordHash) {
        Tuple row = Tuple.tuple()
                .addString(user.username())
                .addString(passwordHash)
                .addArrayOfString(user.roles().stream().map(Role::text).toArray(String[]::new))
                .addArrayOfString(user.wells().patterns().toArray(String[]::new));
        return pool.withConnection(connection ->
                        connection.preparedQuery(LoginSql.CREATE_FIRST_USER).execute(row))
                .replaceWithVoid();
    }

    /// Replaces the stored hash of a password by another one of the same password.
    Uni<Void> replaceHash(AppUser user, String passwordHash) {
        Tuple row = Tuple.of(user.caller().username(), user.passwordHash(), passwordHash);
        return pool.withConnection(connection ->
                        connection.preparedQuery(LoginSql.REPLACE_HASH).execute(row))
                .replaceWithVoid();
    }

    private static AppUser user(Row row) {
        Set<Role> roles = Arrays.stream(row.getArrayOfStrings("roles"))
                .flatMap(text -> Role.of(text).stream())
                .collect(Collectors.toSet());
        WellScope wells = WellScope.stored(row.getArrayOfStrings("wells"));
        return new AppUser(
                new Caller(row.getString("username"), roles, wells),
                row.getString("password_hash"),
                row.getBoolean("disabled"));
    }
}
