package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Stores the rows of a batch that satisfy the rules of the table (foreign keys, CHECK constraints, required
/// columns, triggers of other programs), and rejects the other rows.
///
/// The batch is divided in halves until each rejected row is alone. Each half is one commit. After
/// [#MAX_COMMITS], no half is divided any more: one that is rejected then is rejected as a whole.
final class RowIsolation {

    static final int MAX_COMMITS = 500;

    private static final String NOT_EACH = "; too many samples of the request were refused to try each by itself";

    /// What TimescaleDB puts before the name of a constraint in a chunk, such as `7_12_`.
    private static final Pattern CHUNK = Pattern.compile("^\\d+_\\d+_");

    private final Store store;
    private WriteCounts counts = WriteCounts.NOTHING;
    private int commits;

    /// Stores a part of the batch and commits it.
    @FunctionalInterface
    interface Store {
        WriteCounts store(ColumnBatch part) throws SQLException;
    }

    RowIsolation(Store store) {
        this.store = store;
    }

    /// Stores what can be stored.
    ///
    /// @param reason why the batch as a whole was refused
    /// @throws SQLException when the database fails for another reason; some rows may be stored then, and
    ///     sending them again is safe
    WriteCounts write(ColumnBatch batch, SQLException reason) throws SQLException {
        isolate(batch, reason);
        return counts;
    }

    private void isolate(ColumnBatch batch, SQLException reason) throws SQLException {
        int middle = batch.middle();
        if (middle == 0 || commits >= MAX_COMMITS) {
            String detail = detail(reason);
            counts = counts.plus(rejected(batch, middle == 0 ? detail : detail + NOT_EACH));
            return;
        }
        for (ColumnBatch half : List.of(batch.part(0, middle), batch.part(middle, batch.rows()))) {
            commits++;
            try {
                counts = counts.plus(store.store(half));
            } catch (SQLException e) {
                if (!DatabaseFailure.isRowRefused(e)) {
                    throw e;
                }
                isolate(half, e);
            }
        }
    }

    private static WriteCounts rejected(ColumnBatch batch, String detail) {
        List<RowError> errors = new ArrayList<>();
        for (int row = 0; row < Math.min(batch.rows(), RowError.MAX_LISTED); row++) {
            int line = batch.line(row);
            errors.add(new RowError(
                    batch.index(row),
                    line == 0 ? null : (long) line,
                    batch.wellId(row),
                    RejectCode.CONSTRAINT,
                    null,
                    null,
                    detail));
        }
        return new WriteCounts(0, 0, 0, 0, batch.rows(), List.copyOf(errors));
    }

    /// What refuses the row, by its name. Details of the server are left out: they quote rows.
    static String detail(SQLException reason) {
        ServerErrorMessage server = reason instanceof PSQLException error ? error.getServerErrorMessage() : null;
        if (server != null && server.getConstraint() != null) {
            return "the constraint " + CHUNK.matcher(server.getConstraint()).replaceFirst("")
                    + " of the table refuses it";
        }
        if (server != null && server.getColumn() != null) {
            return "the table requires a value in its column " + server.getColumn();
        }
        return "the table refuses it: " + (server == null ? reason.getSQLState() : RowError.clip(server.getMessage()));
    }
}
