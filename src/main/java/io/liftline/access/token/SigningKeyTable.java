package io.liftline.access.token;

import io.liftline.access.KeysUnreadableException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
    private final KeySeal seal;

    SigningKeyTable(Pool pool, KeySeal seal) {
        this.pool = pool;
        this.seal = seal;
    }

    /// Stores the key if no signing key is stored. If several replicas call this concurrently, one key is
    /// stored.
    Uni<Void> createIfNone(SigningKey key) {
        Tuple row = sealed(key).addValue(Buffer.buffer(key.publicDer()));
        return pool.withTransaction(connection -> connection
                .query(TokenSql.LOCK_KEY_CREATION)
                .execute()
                .chain(() -> connection.preparedQuery(TokenSql.CREATE_FIRST_KEY).execute(row))
                .replaceWithVoid());
    }

    /// Creates the successor of a key that is old enough, and removes keys that no valid token names. If
    /// several replicas call this concurrently, one successor is created.
    Uni<Void> rotate(KeyRotation rotation) {
        Tuple kept = Tuple.of(rotation.keptFor().toSeconds());
        return pool.withConnection(connection -> connection
                        .preparedQuery(TokenSql.IS_DUE)
                        .execute(Tuple.of(rotation.after().toSeconds())))
                .chain(rows -> rows.iterator().next().getBoolean("due")
                        ? rotateNow(rotation)
                        : Uni.createFrom().item(Optional.empty()))
                .chain(() -> pool.withConnection(connection ->
                        connection.preparedQuery(TokenSql.REMOVE_REPLACED).execute(kept)))
                .replaceWithVoid();
    }

    /// Creates the successor of a key that is old enough, and returns its id. Empty if there is none.
    Uni<Optional<String>> rotateNow(KeyRotation rotation) {
        SigningKey key = SigningKey.generate();
        Tuple row = sealed(key)
                .addValue(Buffer.buffer(key.publicDer()))
                .addLong(rotation.after().toSeconds())
                .addLong(rotation.announced().toSeconds());
        return pool.withTransaction(connection -> connection
                .query(TokenSql.LOCK_KEY_CREATION)
                .execute()
                .chain(() -> connection.preparedQuery(TokenSql.CREATE_SUCCESSOR).execute(row))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        return Optional.empty();
                    }
                    LOG.infof(
                            "Created a signing key: kid=%s signs_in_s=%d",
                            key.kid(), rotation.announced().toSeconds());
                    return Optional.of(key.kid());
                }));
    }

    /// Encrypts the stored private keys with the configured key, or decrypts them if there is none any more.
    /// Keys that this replica cannot decrypt stay as they are.
    Uni<Void> reseal() {
        return pool.withTransaction(connection -> connection
                .query(TokenSql.LOCK_KEY_CREATION)
                .execute()
                .chain(() -> connection.query(TokenSql.LOAD_KEYS).execute())
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> reseal(connection, row))
                        .collect()
                        .last())
                .replaceWithVoid());
    }

    private Uni<Void> reseal(SqlConnection connection, Row row) {
        String kid = row.getString("kid");
        Optional<Tuple> changed = stored(row)
                .filter(before -> !seal.isCurrent(before))
                .flatMap(before -> seal.open(kid, before))
                .map(privateDer -> sealed(kid, privateDer));
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("Changed how a signing key is stored: kid=%s encrypted=%b", kid, seal.encrypts());
        return connection.preparedQuery(TokenSql.RESEAL).execute(changed.get()).replaceWithVoid();
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
    /// @param fromFile the key that signs; if empty, the newest stored key with a private key that has begun
    ///     to sign
    Uni<KeySet> load(Optional<SigningKey> fromFile) {
        return pool.withConnection(
                        connection -> connection.query(TokenSql.LOAD_KEYS).execute())
                .map(rows -> keySet(rows, fromFile));
    }

    private KeySet keySet(RowSet<Row> rows, Optional<SigningKey> fromFile) {
        List<SigningKey> stored =
                StreamSupport.stream(rows.spliterator(), false).map(this::key).toList();
        SigningKey signer = fromFile.or(() -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getBoolean("may_sign"))
                        .map(this::key)
                        .filter(key -> key.privateKey().isPresent())
                        .findFirst())
                .orElseThrow(
                        () -> new KeysUnreadableException(
                                "the table signing_key has no private key that can be used: they are encrypted, and neither"
                                        + " LIFTLINE_KEY_ENCRYPTION_KEY nor LIFTLINE_FORMER_KEY_ENCRYPTION_KEY is the key for them"));
        List<SigningKey> verifiers = new ArrayList<>(stored);
        if (stored.stream().noneMatch(key -> key.kid().equals(signer.kid()))) {
            verifiers.add(signer);
        }
        return new KeySet(signer, verifiers);
    }

    private SigningKey key(Row row) {
        String kid = row.getString("kid");
        return SigningKey.decode(
                row.getBuffer("public_key").getBytes(), stored(row).flatMap(privateKey -> seal.open(kid, privateKey)));
    }

    /// The private key of a row, if it has one.
    private static Optional<KeySeal.Stored> stored(Row row) {
        return Optional.ofNullable(row.getBuffer("private_key"))
                .map(buffer -> new KeySeal.Stored(buffer.getBytes(), Optional.ofNullable(row.getString("sealed_by"))));
    }

    private Tuple sealed(SigningKey key) {
        return sealed(key.kid(), key.privateDer().orElseThrow());
    }

    /// The first three parameters of the statements that store a private key.
    private Tuple sealed(String kid, byte[] privateDer) {
        KeySeal.Stored stored = seal.seal(kid, privateDer);
        return Tuple.of(kid)
                .addValue(Buffer.buffer(stored.bytes()))
                .addString(stored.sealedBy().orElse(null));
    }
}
