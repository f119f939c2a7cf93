package io.liftline.parquet;

/// Takes the values of one row. Columns have the numbers 0, 1, … in the order of the file.
public interface RowSink {

    /// The column has no value.
    void absent(int column);

    /// The value of a column of doubles, bit by bit.
    void number(int column, double value);

    /// The value of a column of integers, or of times: microseconds since 1970.
    void integer(int column, long value);

    /// The value of a column of texts, in UTF-8.
    void text(int column, byte[] utf8);
}
