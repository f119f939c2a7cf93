package io.liftline.archive.cold;

import io.liftline.parquet.DuckDb;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.SampleSource;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads samples from a Parquet file. Row groups without the wells or times are skipped by their statistics.
///
/// @param file the file
/// @param range the times of the samples
/// @param request which samples
record ParquetSamples(Path file, TimeRange range, SampleSource.Request request) {

    private static final int WELL = 1;
    private static final int MICROS = 2;
    private static final int FIRST_CHANNEL = 3;

    /// Adds the samples to `rows`.
    void read(DuckDb duckDb, ArchivedRows rows) throws IOException {
        duckDb.run(statement -> {
            ParquetSamplesSql sql = new ParquetSamplesSql(file.toString(), range, request, columns(statement));
            Optional<Long> limit = Optional.empty();
            if (sql.limit().isPresent()) {
                limit = number(statement, sql.limit().get());
            }
            try (ResultSet found = statement.executeQuery(sql.samples(limit))) {
                while (found.next()) {
                    add(found, rows);
                }
            }
            return rows;
        });
    }

    private void add(ResultSet found, ArchivedRows rows) throws SQLException {
        @Nullable Double[] values = new @Nullable Double[request.channels().size()];
        for (int channel = 0; channel < values.length; channel++) {
            double value = found.getDouble(FIRST_CHANNEL + channel);
            values[channel] = found.wasNull() ? null : value;
        }
        rows.add(found.getString(WELL), found.getLong(MICROS), values);
    }

    /// The columns of the file. It may be older than a channel.
    private Set<String> columns(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet described = statement.executeQuery(ParquetSamplesSql.columns(file.toString()))) {
            while (described.next()) {
                names.add(described.getString(1));
            }
        }
        return names;
    }

    private static Optional<Long> number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }
}
