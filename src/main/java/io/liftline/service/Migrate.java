package io.liftline.service;

import io.liftline.schema.ExpectedSchema;
import io.liftline.schema.SchemaMigration;
import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;

/// `liftline migrate`: waits for the database and migrates its schema as the owner.
class Migrate implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(Migrate.class);

    private final SchemaMigration migration;
    private final ExpectedSchema schema;
    private final StartupRetry retry;

    Migrate(SchemaMigration migration, ExpectedSchema schema, StartupRetry retry) {
        this.migration = migration;
        this.schema = schema;
        this.retry = retry;
    }

    @Override
    public int run(String... arguments) {
        return switch (retry.untilDone(migration::migrate)) {
            case DONE -> {
                LOG.infof("Migrated: schema_version=%s", schema.version());
                yield 0;
            }
            case REFUSED, INTERRUPTED -> 1;
        };
    }
}
