package io.liftline.schema;

import io.liftline.database.ProbeConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;

/// Whether PostgreSQL's table of locks is large enough for the chunks. A statement without a time bound locks
/// each chunk, and a statement that finds the table full fails with `out of shared memory`.
@Singleton
public class LockTable {

    /// One row: the settings of the lock table (manual, section 19.12), and the number of chunks.
    private static final String FACTS = """
            SELECT current_setting('max_locks_per_transaction')::BIGINT AS per_session,
                   current_setting('max_connections')::BIGINT
                   + current_setting('max_prepared_transactions')::BIGINT AS sessions,
                   (SELECT count(*)
                    FROM pg_inherits
                    WHERE inhparent IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results'))) AS chunks
            """;

    private final ProbeConnection connection;

    LockTable(ProbeConnection connection) {
        this.connection = connection;
    }

    /// The size of the lock table, and what the chunks need.
    ///
    /// @param chunks number of chunks of both tables
    /// @param perSession `max_locks_per_transaction`
    /// @param sessions maximum number of sessions and prepared transactions
    public record Size(long chunks, long perSession, long sessions) {

        /// A chunk, its two indexes, and its compressed chunk.
        private static final long LOCKS_PER_CHUNK = 4;

        /// Statements without a time bound that run at once.
        private static final long STATEMENTS = 5;

        private static final long STEP = 64;

        /// The number of locks that the table has room for.
        public long locks() {
            return perSession * sessions;
        }

        /// The number of locks that it needs.
        public long needed() {
            return STATEMENTS * LOCKS_PER_CHUNK * chunks;
        }

        public boolean isEnough() {
            return locks() >= needed();
        }

        /// A value of `max_locks_per_transaction` that is enough, with room for as many chunks again.
        public long advice() {
            return (2 * needed() / sessions / STEP + 1) * STEP;
        }
    }

    /// Reads the size.
    public Uni<Size> size() {
        return connection.ask(FACTS).map(LockTable::size);
    }

    private static Size size(Row row) {
        return new Size(row.getLong("chunks"), row.getLong("per_session"), row.getLong("sessions"));
    }
}
