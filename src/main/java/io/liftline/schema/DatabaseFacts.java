package io.liftline.schema;

import io.vertx.mutiny.sqlclient.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// What a database said about itself, read by one statement.
///
/// @param postgresVersion as `server_version_num` has it: 170006 is PostgreSQL 17.6
/// @param timescaleInstalled version of the extension in this database
/// @param timescaleAvailable version that the server could install
/// @param preloaded whether `shared_preload_libraries` names TimescaleDB
/// @param edition known only once the extension is installed
/// @param readOnly whether it is a standby or takes no writes
/// @param clockAhead how far the database's clock is ahead of the service's, half of the round trip taken off
/// @param roundTrip how long the statement took, which bounds the error of `clockAhead`
public record DatabaseFacts(
        int postgresVersion,
        Optional<String> timescaleInstalled,
        Optional<String> timescaleAvailable,
        boolean preloaded,
        Optional<Edition> edition,
        boolean readOnly,
        Duration clockAhead,
        Duration roundTrip) {

    /// Versions and edition as key-values for a log line.
    public String versions() {
        return "postgresql=%d.%d timescaledb=%s edition=%s"
                .formatted(
                        postgresVersion / 10_000,
                        postgresVersion % 10_000,
                        timescaleInstalled.orElse("none"),
                        edition.map(known -> known.name().toLowerCase(Locale.ROOT))
                                .orElse("unknown"));
    }

    /// Reads the facts over a JDBC connection, which stays open.
    static DatabaseFacts read(Connection connection, InstantSource clock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1"); // so that the round trip below is not the connection's first
            Instant asked = clock.instant();
            try (ResultSet row = statement.executeQuery(SchemaSql.FACTS)) {
                Instant answered = clock.instant();
                row.next();
                return of(
                        row.getInt("postgres_version"),
                        Optional.ofNullable(row.getString("timescale_installed")),
                        Optional.ofNullable(row.getString("timescale_available")),
                        row.getBoolean("preloaded"),
                        Optional.ofNullable(row.getString("license")),
                        row.getBoolean("read_only"),
                        row.getDouble("clock"),
                        asked,
                        answered);
            }
        }
    }

    /// Makes facts of a row that the reactive client read.
    static DatabaseFacts of(Row row, Instant asked, Instant answered) {
        return of(
                row.getInteger("postgres_version"),
                Optional.ofNullable(row.getString("timescale_installed")),
                Optional.ofNullable(row.getString("timescale_available")),
                row.getBoolean("preloaded"),
                Optional.ofNullable(row.getString("license")),
                row.getBoolean("read_only"),
                row.getDouble("clock"),
                asked,
                answered);
    }

    private static DatabaseFacts of(
            int postgresVersion,
            Optional<String> installed,
            Optional<String> available,
            boolean preloaded,
            Optional<String> license,
            boolean readOnly,
            double clock,
            Instant asked,
            Instant answered) {
        Duration roundTrip = Duration.between(asked, answered);
        Instant databaseClock = Instant.ofEpochMilli(Math.round(clock * 1000));
        return new DatabaseFacts(
                postgresVersion,
                installed,
                available,
                preloaded,
                installed.flatMap(_ -> license).map(Edition::ofLicense),
                readOnly,
                Duration.between(asked.plus(roundTrip.dividedBy(2)), databaseClock),
                roundTrip);
    }
}
