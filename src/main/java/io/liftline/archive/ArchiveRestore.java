package io.liftline.archive;

import io.liftline.archive.ChunkState.Dropped;
import io.liftline.archive.ChunkState.Due;
import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.restore.Manifests;
import io.liftline.archive.restore.RestoreCounts;
import io.liftline.archive.restore.RestoreTarget.IntoHypertable;
import io.liftline.archive.restore.RestoreTarget.IntoTable;
import io.liftline.archive.restore.Restorer;
import io.liftline.database.Query;
import io.liftline.database.Transaction;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Restores chunks from the store. It finds them by their manifests, so it needs no catalogue. If there is one, and
/// it has a dropped chunk without a manifest, the restore fails after the others. Each object is one transaction; a
/// restore that is repeated adds nothing twice.
///
/// @param archive the store, and the time
/// @param keep how long chunks are kept in the hypertable
record ArchiveRestore(Archive archive, Duration keep) {

    private static final String CREATE_TABLE = """
            SELECT liftline_create_restored_table(?, ?)
            """;

    /// Is told of each object.
    @FunctionalInterface
    interface Listener {
        void changed(RestoreResult result) throws SQLException;
    }

    /// Restores. An object that cannot be restored does not stop the others.
    ///
    /// @param connection a connection of the service's role, in autocommit mode
    RestoreResult restore(Connection connection, RestoreOrder order, Listener listener)
            throws SQLException, IOException {
        String hypertable = order.hypertable().table();
        if (order.target() instanceof IntoTable(String name) && order.mode() == RestoreOrder.Mode.RESTORE) {
            Query.execute(connection, CREATE_TABLE, hypertable, name);
        }
        List<Manifest> manifests = Manifests.find(archive.store(), hypertable, order.range());
        List<Dropped> lost = lost(connection, order, manifests);
        RestoreResult result = new RestoreResult(manifests.size() + lost.size());
        for (Manifest manifest : manifests) {
            try {
                result.restored(restore(connection, order, manifest));
            } catch (IOException e) {
                result.failed(manifest.object(), String.valueOf(e.getMessage()));
            }
            listener.changed(result);
        }
        for (Dropped dropped : lost) {
            result.failed(dropped.export().manifest().object(), "it was dropped, and its manifest is not in the store");
            listener.changed(result);
        }
        return result;
    }

    /// The dropped chunks of the range of which the store has no manifest.
    private static List<Dropped> lost(Connection connection, RestoreOrder order, List<Manifest> manifests)
            throws SQLException {
        List<Dropped> lost = new ArrayList<>();
        for (CatalogueEntry entry : new Catalogue(connection).latest(order.hypertable())) {
            TimeRange range = entry.chunk().range();
            if (entry.state() instanceof Dropped dropped
                    && range.from() < order.range().to()
                    && order.range().from() < range.to()
                    && manifests.stream()
                            .noneMatch(manifest -> manifest.contents().range().equals(range))) {
                lost.add(dropped);
            }
        }
        return lost;
    }

    private RestoreCounts restore(Connection connection, RestoreOrder order, Manifest manifest)
            throws SQLException, IOException {
        TimeRange rows = order.within(manifest.contents().range());
        String table = order.target().table(order.hypertable().table());
        Restorer restorer = archive.restorer();
        return Transaction.call(connection, () -> switch (order.mode()) {
            case RESTORE -> {
                if (order.target() instanceof IntoHypertable) {
                    keep(new Catalogue(connection), order.hypertable(), manifest);
                }
                yield restorer.restore(connection, manifest, table, rows);
            }
            case DRY_RUN ->
                exists(connection, table)
                        ? restorer.preview(connection, manifest, table, rows)
                        : new RestoreCounts(manifest.contents().figures().rows(), 0, 0);
        });
    }

    /// Keeps the chunk from being dropped for a while. A catalogue that does not know it gets its next
    /// version.
    private void keep(Catalogue catalogue, Hypertable hypertable, Manifest manifest) throws SQLException {
        Contents contents = manifest.contents();
        Instant until = archive.clock().instant().plus(keep);
        Optional<CatalogueEntry> known = catalogue.latest(hypertable).stream()
                .filter(entry -> entry.chunk().range().equals(contents.range()))
                .findFirst();
        if (known.isEmpty()) {
            ChunkVersion next =
                    new ChunkVersion(hypertable, contents.chunk(), contents.version() + 1, contents.range());
            catalogue.add(new Due(next), Optional.of(until));
            return;
        }
        ChunkState state = known.get().state();
        if (state instanceof Dropped dropped) {
            catalogue.record(dropped.broughtBack());
        }
        catalogue.keep(state.chunk(), until);
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        return Query.first(
                        connection, row -> row.getBoolean("there"), "SELECT to_regclass(?) IS NOT NULL AS there", table)
                .orElse(false);
    }
}
