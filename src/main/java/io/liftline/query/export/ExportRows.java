package io.liftline.query.export;

import io.liftline.parquet.ParquetWriter;
import io.liftline.query.format.RowLayout;
import io.liftline.query.format.RowText;
import io.liftline.query.format.SampleColumns;

/// Samples as CSV for [ParquetWriter].
public final class ExportRows {

    private ExportRows() {}

    /// An empty page, to which samples are added.
    public static RowText of(SampleColumns columns) {
        return new RowText(columns, RowLayout.csv(columns, ExportRows::well, ParquetWriter.NULL));
    }

    private static String well(String id) {
        return '"' + id.replace("\"", "\"\"") + "\",";
    }
}
