package io.liftline.archive;

import io.liftline.archive.ChunkState.Dropped;
import io.liftline.archive.ChunkState.Due;
import io.liftline.archive.parquet.Manifest;
import io.liftline.database.Transaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Compares the existing chunks of a hypertable with the catalogue: finds and brings back dropped ones that a late row
/// has made anew, and adds chunks that are old enough.
final class ChunkDiscovery {

    /// A chunk that should be compressed is archived uncompressed after this time.
    private static final Duration COMPRESSION_GRACE = Duration.ofDays(1);

    private final Archive archive;
    private final Catalogue catalogue;

    ChunkDiscovery(Archive archive, Catalogue catalogue) {
        this.archive = archive;
        this.catalogue = catalogue;
    }

    /// The dropped chunks that exist again, because late rows have made them anew.
    List<Dropped> madeAnew(Hypertable hypertable) throws SQLException {
        List<ChunkRange> existing = catalogue.chunks(hypertable);
        return catalogue.latest(hypertable).stream()
                .map(CatalogueEntry::state)
                .filter(Dropped.class::isInstance)
                .map(Dropped.class::cast)
                .filter(dropped -> existing.stream()
                        .anyMatch(chunk -> chunk.overlaps(dropped.chunk().range())))
                .toList();
    }

    /// Adds the chunks that are old enough and that no version in the catalogue covers.
    void addDue(Hypertable hypertable) throws SQLException, IOException {
        Instant before = archive.clock()
                .instant()
                .minus(hypertable.lifecycle(archive.settings().storage()).archiveAfter());
        boolean compresses = catalogue.compresses(hypertable);
        List<CatalogueEntry> known = catalogue.latest(hypertable);
        for (ChunkRange found : catalogue.chunks(hypertable)) {
            boolean isOld = !found.end().isAfter(before);
            boolean isKnown = known.stream()
                    .anyMatch(entry -> found.isWithin(entry.chunk().range()));
            boolean waits = compresses && !found.compressed() && found.end().isAfter(before.minus(COMPRESSION_GRACE));
            if (isOld && !isKnown && !waits) {
                int version = NextVersion.of(catalogue, archive.store(), hypertable, found.range());
                catalogue.add(
                        new Due(new ChunkVersion(hypertable, found.chunk(), version, found.range())), Optional.empty());
            }
        }
    }

    /// Brings back the rows of a dropped chunk that exists again. Otherwise the next version would have the late rows
    /// only.
    void bringBack(Dropped dropped) throws SQLException, IOException {
        Connection connection = catalogue.connection();
        Manifest manifest = dropped.export().manifest();
        Transaction.run(connection, () -> {
            archive.restorer()
                    .restore(
                            connection,
                            manifest,
                            dropped.chunk().hypertable().table(),
                            manifest.contents().range());
            catalogue.record(dropped.broughtBack());
        });
        archive.reached(Step.ROWS_BROUGHT_BACK, dropped.chunk());
    }
}
