package io.liftline.access.token;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// Access to the table `signing_key`, through which replicas share their keys.
///
/// Statements run on a connection that was acquired explicitly, for the reason given in `AppUsers`.
@ApplicationScoped
class SigningKeyTable {

    private static final Logger LOG = Logger.getLogger(SigningKeyTable.class);

    private final Pool pool;

    SigningKeyTable(Pool pool) {
        this.pool = pool;
    }

    /// Stores the key if no signing key is stored. If several replicas call this concurrently, one key is
    /// stored.
    Uni<Void> createIfNone(SigningKey key) {
        byte[] privateDer = key.privateDer().orElseThrow();
        Tuple row = Tuple.of(key.kid(), Buffer.buffer(privateDer), Buffer.buffer(key.publicDer()));
        return pool.withTransaction(connection -> connection
                .query(TokenSql.LOCK_KEY_CREATION)
                .execute()
                .chain(() -> connection.preparedQuery(TokenSql.CREATE_FIRST_KEY).execute(row))
                .replaceWithVoid());
    }

    /// Creates the successor of a key that is old enough, and removes keys that no valid token names. If several
    /// replicas call this concurrently, one successor is created.
    Uni<Void> rotate(KeyRotation rotation) {
        Tuple kept = Tuple.of(rotation.keptFor().toSeconds());
        return pool.withConnection(connection -> connection
                        .preparedQuery(TokenSql.IS_DUE)
                        .execute(Tuple.of(rotation.after().toSeconds())))
                .chain(rows -> rows.iterator().next().getBoolean("due")
                        ? createSuccessor(rotation)
                        : Uni.createFrom().voidItem())
                .chain(() -> pool.withConnection(connection ->
                        connection.preparedQuery(TokenSql.REMOVE_REPLACED).execute(kept)))
                .replaceWithVoid();
    }

    private Uni<Void> createSuccessor(KeyRotation rotation) {
        SigningKey key = SigningKey.generate();
        Tuple row = Tuple.of(
                key.kid(),
                Buffer.buffer(key.privateDer().orElseThrow()),
                Buffer.buffer(key.publicDer()),
                rotation.after().toSeconds(),
                rotation.announced().toSeconds());
        return pool.withTransaction(connection -> connection
                .query(TokenSql.LOCK_KEY_CREATION)
                .execute()
                .chain(() -> connection.preparedQuery(TokenSql.CREATE_SUCCESSOR).execute(row))
                .invoke(rows -> {
                    if (rows.rowCount() == 1) {
                        LOG.infof(
                                "Created a signing key: kid=%s signs_in_s=%d",
                                key.kid(), rotation.announced().toSeconds());
                    }
                })
                .replaceWithVoid());
    }

    /// Stores the public key of a key whose private key stays in a file.
    Uni<Void> publish(SigningKey key) {
        Tuple row = Tuple.of(key.kid(), Buffer.buffer(key.publicDer()));
        return pool.withConnection(connection ->
                        connection.preparedQuery(TokenSql.PUBLISH_KEY).execute(row))
                .replaceWithVoid();
    }

    /// Loads all keys.
    ///
    /// @param fromFile the key that signs; if empty, the newest stored key with a private key that has begun to
    ///     sign
    Uni<KeySet> load(Optional<SigningKey> fromFile) {
        return pool.withConnection(
                        connection -> connection.query(TokenSql.LOAD_KEYS).execute())
                .map(rows -> keySet(rows, fromFile));
    }

    private static KeySet keySet(RowSet<Row> rows, Optional<SigningKey> fromFile) {
        List<SigningKey> stored = StreamSupport.stream(rows.spliterator(), false)
                .map(SigningKeyTable::key)
                .toList();
        SigningKey signer = fromFile.or(() -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getBoolean("may_sign"))
                        .map(SigningKeyTable::key)
                        .filter(key -> key.privateKey().isPresent())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("the table signing_key holds no key to sign with"));
        List<SigningKey> verifiers = new ArrayList<>(stored);
        if (stored.stream().noneMatch(key -> key.kid().equals(signer.kid()))) {
            verifiers.add(signer);
        }
        return new KeySet(signer, verifiers);
    }

    private static SigningKey key(Row row) {
        Optional<byte[]> privateDer =
                Optional.ofNullable(row.getBuffer("private_key")).map(buffer -> buffer.getBytes());
        return SigningKey.decode(row.getBuffer("public_key").getBytes(), privateDer);
    }
}
