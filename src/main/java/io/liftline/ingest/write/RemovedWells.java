package io.liftline.ingest.write;

import io.liftline.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// Reads the wells that were removed, from the table `removed_well`. Removals are committed in the order of their
/// ids, because each locks the table.
final class RemovedWells {

    private final Connection connection;

    RemovedWells(Connection connection) {
        this.connection = connection;
    }

    private record Removal(long id, String wellId) {}

    /// The id of the last removal, 0 if there is none.
    long last() throws SQLException {
        return Query.first(connection, row -> row.getLong(1), WellRegistrySql.LAST_REMOVAL)
                .orElse(0L);
    }

    /// Has the wells removed after this one forgotten, and stores those again that have samples.
    ///
    /// @return the id of the last one
    long after(long id, Consumer<String> forgetting) throws SQLException {
        List<Removal> removals = Query.list(
                connection,
                row -> new Removal(row.getLong("id"), row.getString("well_id")),
                WellRegistrySql.REMOVALS,
                id);
        for (Removal removal : removals) {
            forgetting.accept(removal.wellId());
            Query.execute(connection, WellRegistrySql.STORE_AGAIN, removal.wellId());
        }
        return removals.isEmpty() ? id : removals.getLast().id();
    }
}
