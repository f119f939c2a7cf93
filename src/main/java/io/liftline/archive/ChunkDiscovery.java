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

/// Compares the existing chunks of a hypertable with the catalogue: adds chunks that are old enough, and
/// brings back dropped ones that a late row has made anew.
final class ChunkDiscovery {

    /// A chunk that should be compressed is archived uncompressed after this time.
    private static final Duration COMPRESSION_GRACE = Duration.ofDays(1);

    private final Archive archive;
    private final Catalogue catalogue;

    ChunkDiscovery(Archive archive, Catalogue catalogue) {
        this.archive = archive;
        this.catalogue = catalogue;
    }

    /// Brings back the rows of dropped chunks that exist again. Otherwise the next version would have the
    /// late rows only.
    ///
    /// @return how many were brought back
    int bringBack(Hypertable hypertable) throws SQLException, IOException {
        int broughtBack = 0;
        List<ChunkRange> existing = catalogue.chunks(hypertable);
        for (CatalogueEntry entry : catalogue.latest(hypertable)) {
            if (entry.state() instanceof Dropped dropped
                    && existing.stream()
                            .anyMatch(chunk -> chunk.overlaps(dropped.chunk().range()))) {
                bringBack(dropped);
                broughtBack++;
            }
        }
        return broughtBack;
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

    private void bringBack(Dropped dropped) throws SQLException, IOException {
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
