package io.liftline.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;

/// The rows that DuckDB takes at a time: about two thousand, fewer if their texts are long.
final class RowBatch implements RowSink {

    /// Texts are kept in memory until the batch is full.
    private static final int MOST_TEXT_BYTES = 1 << 20;

    private final DuckDBWritableVector[] vectors;
    private final List<Optional<byte[][]>> texts;
    private final int capacity;
    private int row;
    private long textBytes;

    RowBatch(DuckDBDataChunkWriter chunk, List<ParquetColumn> columns) {
        capacity = Math.toIntExact(chunk.capacity());
        vectors = IntStream.range(0, columns.size()).mapToObj(chunk::vector).toArray(DuckDBWritableVector[]::new);
        texts = columns.stream()
                .map(column -> column.kind() == ColumnKind.TEXT
                        ? Optional.of(new byte[capacity][])
                        : Optional.<byte[][]>empty())
                .toList();
    }

    boolean isFull() {
        return row == capacity || textBytes >= MOST_TEXT_BYTES;
    }

    /// The row that was put is whole.
    void endRow() {
        row++;
    }

    /// Hands the texts over, and returns the number of rows.
    int finish() {
        for (int column = 0; column < vectors.length; column++) {
            DuckDBWritableVector vector = vectors[column];
            texts.get(column).ifPresent(values -> vector.setStringUtf8Batch(0, Arrays.copyOf(values, row)));
        }
        return row;
    }

    @Override
    public void absent(int column) {
        if (texts.get(column).isEmpty()) {
            vectors[column].setNull(row);
        }
    }

    @Override
    public void number(int column, double value) {
        vectors[column].setDouble(row, value);
    }

    @Override
    public void integer(int column, long value) {
        vectors[column].setLong(row, value);
    }

    @Override
    public void text(int column, byte[] utf8) {
        texts.get(column).orElseThrow()[row] = utf8;
        textBytes += utf8.length;
    }
}
