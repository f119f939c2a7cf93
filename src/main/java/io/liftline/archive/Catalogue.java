package io.liftline.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.archive.ChunkState.Dropped;
import io.liftline.archive.ChunkState.Due;
import io.liftline.archive.ChunkState.Exported;
import io.liftline.archive.ChunkState.Stored;
import io.liftline.archive.ChunkState.Verified;
import io.liftline.archive.parquet.Contents;
import io.liftline.database.Query;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `chunk_archive`, on one connection. Each change requires the state before it, so that two
/// leaders cannot both make it; the loser gets a [StaleStateException].
///
/// @param connection the connection that holds the leader's lock
record Catalogue(Connection connection) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The newest version of each range, oldest range first.
    List<CatalogueEntry> latest(Hypertable hypertable) throws SQLException {
        return Query.list(connection, Catalogue::entry, CatalogueSql.LATEST, hypertable.table());
    }

    /// A version.
    Optional<CatalogueEntry> find(CatalogueKey key) throws SQLException {
        return Query.first(
                connection, Catalogue::entry, CatalogueSql.ONE, key.hypertable(), key.chunk(), key.version());
    }

    /// The ranges of existing chunks, oldest first.
    List<ChunkRange> chunks(Hypertable hypertable) throws SQLException {
        return Query.list(
                connection,
                row -> new ChunkRange(range(row), row.getString("chunk"), row.getBoolean("compressed")),
                CatalogueSql.CHUNKS,
                hypertable.table());
    }

    /// Whether TimescaleDB compresses the chunks of the hypertable.
    boolean compresses(Hypertable hypertable) throws SQLException {
        return Query.first(connection, row -> row.getBoolean("compresses"), CatalogueSql.COMPRESSES, hypertable.table())
                .orElse(false);
    }

    /// The highest version of a range, or 0.
    int highestVersion(Hypertable hypertable, TimeRange range) throws SQLException {
        return Query.first(
                        connection,
                        row -> row.getInt("version"),
                        CatalogueSql.HIGHEST_VERSION,
                        hypertable.table(),
                        Timestamp.instant(range.from()))
                .orElse(0);
    }

    /// Adds a version.
    ///
    /// @param keepUntil before this time the chunk is not dropped
    void add(Due due, Optional<Instant> keepUntil) throws SQLException {
        ChunkVersion chunk = due.chunk();
        Query.execute(
                connection,
                CatalogueSql.INSERT,
                chunk.hypertable().table(),
                chunk.chunk(),
                chunk.version(),
                Timestamp.instant(chunk.range().from()),
                Timestamp.instant(chunk.range().to()),
                keepUntil);
    }

    /// Records a state that was reached from the one that the catalogue has. A drop is recorded by the
    /// database.
    ///
    /// @throws StaleStateException if the catalogue has another state
    void record(ChunkState state) throws SQLException {
        switch (state) {
            case Due(ChunkVersion chunk) -> change(CatalogueSql.DUE, chunk);
            case Exported(ChunkVersion chunk, Export export) ->
                change(
                        CatalogueSql.EXPORTED,
                        chunk,
                        export.contents().figures().rows(),
                        export.contents().json().toString(),
                        export.object(),
                        export.bytes(),
                        export.sha256(),
                        export.at());
            case Stored(ChunkVersion chunk, Export _, Instant at) -> change(CatalogueSql.STORED, chunk, at);
            case Verified(ChunkVersion chunk, Export _, Instant at) -> change(CatalogueSql.VERIFIED, chunk, at);
            case Dropped(ChunkVersion chunk, Export _, Instant _) ->
                throw new IllegalArgumentException("the database records the drop of " + chunk);
        }
    }

    /// Records why a version could not be brought further.
    void recordError(ChunkVersion chunk, String error) throws SQLException {
        change(CatalogueSql.ERROR, chunk, error);
    }

    /// Keeps a restored chunk from being dropped before this time.
    void keep(ChunkVersion chunk, Instant until) throws SQLException {
        change(CatalogueSql.KEEP, chunk, until);
    }

    private void change(String sql, ChunkVersion chunk, Object... values) throws SQLException {
        Object[] parameters = new Object[values.length + 3];
        System.arraycopy(values, 0, parameters, 0, values.length);
        parameters[values.length] = chunk.hypertable().table();
        parameters[values.length + 1] = chunk.chunk();
        parameters[values.length + 2] = chunk.version();
        if (Query.execute(connection, sql, parameters) != 1) {
            throw new StaleStateException(chunk);
        }
    }

    private static CatalogueEntry entry(ResultSet row) throws SQLException {
        Hypertable hypertable = Hypertable.of(row.getString("hypertable")).orElseThrow();
        ChunkVersion chunk = new ChunkVersion(hypertable, row.getString("chunk"), row.getInt("version"), range(row));
        ChunkState state = switch (row.getString("state")) {
            case "due" -> new Due(chunk);
            case "exported" -> new Exported(chunk, export(row));
            case "stored" -> new Stored(chunk, export(row), time(row, "stored_at"));
            case "verified" -> new Verified(chunk, export(row), time(row, "verified_at"));
            case "dropped" -> new Dropped(chunk, export(row), time(row, "verified_at"));
            default -> throw new IllegalStateException("no such state: " + row.getString("state"));
        };
        return new CatalogueEntry(state, Optional.ofNullable(row.getString("error")), Query.time(row, "keep_until"));
    }

    private static Export export(ResultSet row) throws SQLException {
        try {
            return new Export(
                    Contents.of(JSON.readTree(row.getString("contents"))),
                    row.getString("object"),
                    row.getLong("bytes"),
                    row.getString("sha256"),
                    time(row, "exported_at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gives valid JSON", e);
        }
    }

    private static TimeRange range(ResultSet row) throws SQLException {
        return new TimeRange(Timestamp.micros(time(row, "range_start")), Timestamp.micros(time(row, "range_end")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Query.time(row, column).orElseThrow();
    }
}
