package io.liftline.archive.parquet;

import io.liftline.parquet.ColumnKind;
import java.math.BigInteger;
import java.util.Optional;

/// The figures of one column of some rows. They do not depend on the order of the rows.
///
/// @param count values that are not NULL
/// @param min the smallest: a number, for times microseconds since 1970, for texts their length in bytes;
///     empty if there is no value
/// @param max the largest
/// @param digest an exact sum over all values, see `liftline_figures` in the database
public record ColumnFigures(long count, Optional<String> min, Optional<String> max, BigInteger digest) {

    /// The same in a form that can be compared: PostgreSQL and DuckDB write a number of double precision
    /// differently.
    ColumnFigures normalized(ColumnKind kind) {
        return switch (kind) {
            case DOUBLE ->
                new ColumnFigures(count, min.map(ColumnFigures::number), max.map(ColumnFigures::number), digest);
            case INTEGER, TIME, TEXT -> this;
        };
    }

    private static String number(String text) {
        return Double.toString(Double.parseDouble(text) + 0.0);
    }
}
