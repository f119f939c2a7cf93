package io.liftline.access.login;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Sessions of users, each a chain of refresh tokens (RFC 9700, section 4.14).
///
/// A refresh token is valid once. Its use spends it and creates its successor. If a spent token is used again, it
/// may have been stolen, so the whole session ends. A client whose answer was lost may repeat its request within
/// [SessionSql]'s grace and gets the same successor. A session ends when it is not used for
/// `liftline.access.refresh-lifetime`.
@ApplicationScoped
class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int SALT_BYTES = 32;

    private final Pool pool;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();

    Sessions(Pool pool, AccessConfig config) {
        this.pool = pool;
        this.lifetime = config.refreshLifetime();
    }

    /// A refreshed session.
    ///
    /// @param caller the user with its current rights
    /// @param token the next refresh token
    record Refreshed(Caller caller, RefreshToken token) {}

    /// The time after which a session ends if it is not used.
    Duration lifetime() {
        return lifetime;
    }

    /// Begins a session and returns its first token. Old sessions of the user are removed if it has too many.
    Uni<RefreshToken> begin(String username) {
        RefreshToken first = RefreshToken.random(random);
        return pool.withTransaction(connection -> connection
                .preparedQuery(SessionSql.REMOVE_OLD)
                .execute(Tuple.of(username))
                .chain(() -> connection
                        .preparedQuery(SessionSql.BEGIN)
                        .execute(Tuple.of(username, lifetime.toSeconds(), Buffer.buffer(first.hash()))))
                .replaceWith(first));
    }

    /// Spends a token and returns its successor. Empty if the token is not valid; if it was spent before, its
    /// session has ended.
    Uni<Optional<Refreshed>> refresh(RefreshToken token) {
        Tuple hash = Tuple.of(Buffer.buffer(token.hash()));
        return pool.withTransaction(connection -> connection
                .preparedQuery(SessionSql.LOCK)
                .execute(hash)
                .chain(() -> connection.preparedQuery(SessionSql.FIND).execute(hash))
                .chain(rows -> {
                    RowIterator<Row> row = rows.iterator();
                    return row.hasNext()
                            ? refresh(connection, token, row.next())
                            : Uni.createFrom().item(Optional.<Refreshed>empty());
                }));
    }

    private Uni<Optional<Refreshed>> refresh(SqlConnection connection, RefreshToken token, Row row) {
        UUID session = row.getUUID("session_id");
        if (row.getBoolean("disabled") || row.getBoolean("expired")) {
            return end(connection, session).replaceWith(Optional.empty());
        }
        Caller caller = caller(row);
        if (row.getBoolean("in_grace")) {
            byte[] salt = row.getBuffer("successor_salt").getBytes();
            return Uni.createFrom().item(Optional.of(new Refreshed(caller, token.successor(salt))));
        }
        if (row.getBoolean("spent")) {
            LOG.warnf(
                    "A refresh token was used again, its session has ended: username=%s session=%s",
                    caller.username(), session);
            return end(connection, session).replaceWith(Optional.empty());
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        RefreshToken next = token.successor(salt);
        Tuple spent = Tuple.of(Buffer.buffer(token.hash()), Buffer.buffer(salt));
        Tuple added = Tuple.of(session, Buffer.buffer(next.hash()), lifetime.toSeconds());
        return connection
                .preparedQuery(SessionSql.SPEND)
                .execute(spent)
                .chain(() -> connection.preparedQuery(SessionSql.ADD).execute(added))
                .chain(() -> connection.preparedQuery(SessionSql.REMOVE_SPENT).execute(Tuple.of(session)))
                .replaceWith(Optional.of(new Refreshed(caller, next)));
    }

    /// Ends the session of a token, whether it was spent or not.
    Uni<Void> end(RefreshToken token) {
        return pool.withConnection(connection ->
                        connection.preparedQuery(SessionSql.END_OF).execute(Tuple.of(Buffer.buffer(token.hash()))))
                .replaceWithVoid();
    }

    private static Uni<Void> end(SqlConnection connection, UUID session) {
        return connection
                .preparedQuery(SessionSql.END)
                .execute(Tuple.of(session))
                .replaceWithVoid();
    }

    private static Caller caller(Row row) {
        return new Caller(
                row.getString("username"),
                Arrays.stream(row.getArrayOfStrings("roles"))
                        .flatMap(text -> Role.of(text).stream())
                        .collect(Collectors.toSet()),
                WellScope.stored(row.getArrayOfStrings("wells")));
    }
}
