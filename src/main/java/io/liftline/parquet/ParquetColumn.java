package io.liftline.parquet;

/// A column of a Parquet file.
///
/// @param name its name
/// @param kind its form
public record ParquetColumn(String name, ColumnKind kind) {}
