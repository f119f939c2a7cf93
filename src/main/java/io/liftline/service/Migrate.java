package io.liftline.service;

import io.liftline.schema.ExpectedSchema;
import io.liftline.schema.Reconcile;
import io.liftline.schema.SchemaMigration;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// `liftline migrate`: waits for the database, migrates its schema as the owner, and sets compression and
/// policies. With `--dry-run` it reports what it would do and refuse, and changes nothing. With `--compact`
/// it also gives the channels of a table that was taken over the type that compresses best.
class Migrate implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(Migrate.class);

    private final SchemaMigration migration;
    private final ExpectedSchema schema;
    private final StartupRetry retry;
    private final Reconcile reconcile;

    Migrate(SchemaMigration migration, ExpectedSchema schema, StartupRetry retry, Reconcile reconcile) {
        this.migration = migration;
        this.schema = schema;
        this.retry = retry;
        this.reconcile = reconcile;
    }

    @Override
    public int run(String... arguments) {
        return switch (String.join(" ", arguments)) {
            case "--dry-run" -> preview();
            case "--compact" ->
                status(() -> {
                    migration.migrate();
                    migration.compact();
                    reconcile.run();
                });
            default ->
                status(() -> {
                    migration.migrate();
                    reconcile.run();
                });
        };
    }

    private int preview() {
        AtomicBoolean refused = new AtomicBoolean();
        return switch (retry.untilDone(() -> refused.set(migration.preview()))) {
            case DONE -> {
                LOG.infof("Nothing was changed: would_be_refused=%s", refused.get());
                yield refused.get() ? 1 : 0;
            }
            case REFUSED, INTERRUPTED -> 1;
        };
    }

    private int status(StartupRetry.Attempt attempt) {
        return switch (retry.untilDone(attempt)) {
            case DONE -> {
                LOG.infof("Migrated: schema_version=%s", schema.version());
                yield 0;
            }
            case REFUSED, INTERRUPTED -> 1;
        };
    }
}
