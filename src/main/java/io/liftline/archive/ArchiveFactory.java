package io.liftline.archive;

import io.agroal.api.AgroalDataSource;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.store.ArchiveStore;
import io.liftline.archive.store.ObjectStore;
import io.liftline.parquet.DuckDb;
import io.liftline.parquet.WorkFiles;
import io.liftline.schema.ExpectedSchema;
import io.liftline.schema.StorageConfig;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the [Archive] of the configuration.
@Singleton
class ArchiveFactory {

    private final AgroalDataSource database;
    private final ArchiveStore store;
    private final ArchiveConfig config;
    private final StorageConfig storage;
    private final ExpectedSchema schema;
    private final InstantSource clock;
    private final ArchiveState state;

    ArchiveFactory(
            @DataSource("archive") AgroalDataSource database,
            ArchiveStore store,
            ArchiveConfig config,
            StorageConfig storage,
            ExpectedSchema schema,
            InstantSource clock,
            ArchiveState state) {
        this.database = database;
        this.store = store;
        this.config = config;
        this.storage = storage;
        this.schema = schema;
        this.clock = clock;
        this.state = state;
    }

    /// The archive. Empty if no store is configured.
    Optional<Archive> archive() {
        return store.configured().map(this::on);
    }

    /// Connections of the service's role, whose statements may take an hour.
    AgroalDataSource database() {
        return database;
    }

    /// What is still to be archived or dropped now.
    Backlog backlog(Connection connection) throws SQLException {
        return Backlog.read(connection, storage, clock.instant());
    }

    private Archive on(ObjectStore objects) {
        Path directory = WorkFiles.parent(config.workDirectory());
        return new Archive(
                database,
                objects,
                new ParquetFiles(new DuckDb(directory, config.memory().asLongValue())),
                new ArchiveSettings(storage, directory, schema.version().getVersion()),
                clock,
                state);
    }
}
