package io.liftline.archive;

import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.restore.Restorer;
import io.liftline.archive.store.ObjectStore;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;

/// The parts with which chunks are archived.
///
/// @param database connections of the service's role, whose statements may take long
/// @param store where the objects are
/// @param parquet writes and reads Parquet files
/// @param settings what is archived when
/// @param clock the time of day
/// @param progress is told of each step
record Archive(
        DataSource database,
        ObjectStore store,
        ParquetFiles parquet,
        ArchiveSettings settings,
        InstantSource clock,
        Progress progress) {

    Exporter exporter() {
        return new Exporter(database, parquet, settings.schemaVersion(), clock);
    }

    Verification verification() {
        return new Verification(store, parquet, clock, progress);
    }

    /// The same archive, which tells something else how far it has come.
    Archive telling(Progress other) {
        return new Archive(database, store, parquet, settings, clock, other);
    }

    Restorer restorer() {
        return new Restorer(store, parquet, settings.directory());
    }

    void at(ChunkProgress now) throws SQLException {
        progress.at(now);
    }

    void reached(Step step, ChunkVersion chunk) {
        progress.reached(step, chunk);
    }
}
