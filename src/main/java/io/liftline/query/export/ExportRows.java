package io.liftline.query.export;

import io.liftline.parquet.ParquetWriter;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;

/// Samples as CSV for [ParquetWriter].
final class ExportRows {

    private ExportRows() {}

    static byte[] csv(Iterable<Row> rows, SampleColumns columns) {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append('"')
                    .append(SampleColumns.wellId(row).replace("\"", "\"\""))
                    .append("\",")
                    .append(Timestamp.format(SampleColumns.timestamp(row)));
            for (int channel = 0; channel < columns.channels().size(); channel++) {
                Double value = columns.value(row, channel);
                text.append(',').append(value == null ? ParquetWriter.NULL : value.toString());
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
