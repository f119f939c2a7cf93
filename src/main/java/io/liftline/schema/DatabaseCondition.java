package io.liftline.schema;

import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/// What the service's own role sees of the database at one moment.
///
/// @param readOnly whether it takes no writes: a standby, or a demoted primary
/// @param version the last migration that was applied
/// @param writable whether this role may read and write rows of the tables and make temporary tables
public record DatabaseCondition(boolean readOnly, MigrationVersion version, boolean writable) {

    /// Why the service cannot work with it, in one line; empty when it can. A schema newer than expected is
    /// fine: an older replica goes on serving while a newer one has migrated, because migrations keep every
    /// table, column and unique key that older statements use.
    public Optional<String> fault(MigrationVersion expected) {
        if (readOnly) {
            return Optional.of("the database is read-only");
        }
        if (version.compareTo(expected) < 0) {
            return Optional.of("the schema is at version %s, %s is needed".formatted(version, expected));
        }
        if (!writable) {
            return Optional.of(
                    "the service's role lacks the right to read and write the tables, or to make temporary ones");
        }
        return Optional.empty();
    }
}
