package io.liftline.service;

import io.liftline.archive.RestoreCommand;
import io.liftline.schema.SchemaMigration;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/// `liftline restore`: waits for the database, migrates its schema as the owner unless that is left to
/// another process, and restores rows from the store of the archive.
class Restore implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(Restore.class);

    private final SchemaMigration migration;
    private final StartupConfig config;
    private final StartupRetry retry;
    private final RestoreCommand command;

    Restore(SchemaMigration migration, StartupConfig config, StartupRetry retry, RestoreCommand command) {
        this.migration = migration;
        this.config = config;
        this.retry = retry;
        this.command = command;
    }

    @Override
    public int run(String... arguments) {
        try {
            return switch (retry.untilDone(() -> {
                if (config.migrate()) {
                    migration.migrate();
                }
            })) {
                case DONE -> {
                    command.run(List.of(arguments)).forEach(line -> LOG.infof("Restored: %s", line));
                    yield 0;
                }
                case REFUSED, INTERRUPTED -> 1;
            };
        } catch (SQLException | IOException e) {
            LOG.errorf("Cannot restore: %s", e.getMessage());
            return 1;
        }
    }
}
