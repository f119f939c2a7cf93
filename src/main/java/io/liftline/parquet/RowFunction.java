package io.liftline.parquet;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/// The rows of a source as a table of DuckDB, which reads them once, on one thread, while it works on them.
final class RowFunction implements DuckDBTableFunction<List<ParquetColumn>, RowSource, Object> {

    private static final String NAME = "liftline_rows";

    private final RowSource rows;
    private final List<ParquetColumn> columns;
    private @Nullable Exception failure;

    RowFunction(RowSource rows, List<ParquetColumn> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /// Makes the table known to a DuckDB. The driver keeps a list of the names of all tables that were made known to
    /// any DuckDB, which would grow; nobody reads it.
    void register(Connection duckDb) throws SQLException {
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(NAME).withFunction(this).register(duckDb);
        } finally {
            DuckDBDriver.clearFunctionsRegistry();
        }
    }

    /// A table of these columns, for the FROM of a statement. Those that the source does not give have no values.
    String table(List<ParquetColumn> all) {
        String values = all.stream().map(this::value).collect(Collectors.joining(", "));
        return "(SELECT %s FROM %s())".formatted(values, NAME);
    }

    /// Times come as integers, because the driver takes no other times than objects.
    private String value(ParquetColumn column) {
        String name = DuckDb.identifier(column.name());
        if (!columns.contains(column)) {
            return "NULL::%s AS %s".formatted(column.kind().duckDbType(), name);
        }
        return column.kind() == ColumnKind.TIME ? "make_timestamptz(%1$s) AS %1$s".formatted(name) : name;
    }

    /// Throws what the source has thrown, if it has. DuckDB makes a text of it.
    void rethrow() throws SQLException, IOException {
        switch (failure) {
            case null -> {}
            case SQLException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IOException(failure);
        }
    }

    @Override
    public List<ParquetColumn> bind(DuckDBTableFunctionBindInfo info) {
        for (ParquetColumn column : columns) {
            info.addResultColumn(
                    column.name(),
                    switch (column.kind()) {
                        case DOUBLE -> DuckDBColumnType.DOUBLE;
                        case INTEGER, TIME -> DuckDBColumnType.BIGINT;
                        case TEXT -> DuckDBColumnType.VARCHAR;
                    });
        }
        return columns;
    }

    @Override
    public RowSource init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return rows;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk) throws SQLException, IOException {
        try {
            RowBatch batch = new RowBatch(chunk, columns);
            while (!batch.isFull() && rows.next(batch)) {
                batch.endRow();
            }
            return batch.finish();
        } catch (SQLException | IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
