/// DuckDB, for what reads and writes Parquet files: its limits, the conversion of rows to Parquet, and
/// temporary files (docs/adr/0012-parquet-by-duckdb.md).
@NullMarked
package io.liftline.parquet;

import org.jspecify.annotations.NullMarked;
