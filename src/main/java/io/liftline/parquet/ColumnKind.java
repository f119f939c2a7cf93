package io.liftline.parquet;

import java.util.Locale;

/// The form in which a column is archived. `liftline_archive_columns` in the database chooses it by the type
/// of the column.
public enum ColumnKind {
    /// A double-precision number.
    DOUBLE("DOUBLE"),
    /// An integer of 64 bits.
    INTEGER("BIGINT"),
    /// A time in microseconds.
    TIME("TIMESTAMPTZ"),
    /// The text form of a value of any other type.
    TEXT("VARCHAR");

    private final String duckDbType;

    ColumnKind(String duckDbType) {
        this.duckDbType = duckDbType;
    }

    /// The kind with this name in lower case.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ColumnKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// The name in lower case, as in the database and in manifests.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String duckDbType() {
        return duckDbType;
    }
}
