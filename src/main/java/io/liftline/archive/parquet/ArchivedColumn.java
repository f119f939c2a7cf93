package io.liftline.archive.parquet;

import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.DuckDb;
import io.liftline.parquet.ParquetColumn;

/// A column of an archived table.
///
/// @param name its name, which is also its name in the Parquet file
/// @param type its PostgreSQL type when it was archived, such as `character varying(50)`
/// @param kind the form in which it is archived
public record ArchivedColumn(String name, String type, ColumnKind kind) {

    /// The name as a quoted identifier of SQL.
    public String quoted() {
        return DuckDb.identifier(name);
    }

    ParquetColumn inFile() {
        return new ParquetColumn(name, kind);
    }
}
