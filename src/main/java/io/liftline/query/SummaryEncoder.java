package io.liftline.query;

import io.liftline.query.format.JsonText;
import io.liftline.query.format.PageEncoder;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/// `{"from": …, "to": …, "source": …, "wells": […]}`, page by page.
///
/// @param range the range of the summary
/// @param columns the columns of its rows
/// @param sources what it is read from
record SummaryEncoder(TimeRange range, SummaryColumns columns, List<String> sources) implements PageEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer("{\"from\":\"%s\",\"to\":\"%s\",\"source\":\"%s\",\"wells\":["
                .formatted(Timestamp.format(range.from()), Timestamp.format(range.to()), Sources.text(sources)));
    }

    @Override
    public Buffer page(Iterable<Row> rows) {
        return JsonText.write(json -> {
            String separator = "";
            for (Row row : rows) {
                json.writeRaw(separator);
                columns.write(json, row);
                separator = ",";
            }
        });
    }

    @Override
    public Buffer separator() {
        return Buffer.buffer(",");
    }

    @Override
    public Buffer tail() {
        return Buffer.buffer("]}");
    }
}
