/// Archived rows as Parquet files: writing, reading, and the figures that prove them. DuckDB does the work
/// (docs/adr/0012-parquet-by-duckdb.md).
@NullMarked
package io.liftline.archive.parquet;

import org.jspecify.annotations.NullMarked;
