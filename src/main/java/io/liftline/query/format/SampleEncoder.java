package io.liftline.query.format;

import io.liftline.telemetry.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;

/// Writes rows of (well_id, timestamp, channels…) in one of the formats that stream: page after page,
/// nothing before or behind.
public sealed interface SampleEncoder permits NdjsonEncoder, CsvEncoder {

    /// The bytes of one page of rows.
    Buffer page(RowSet<Row> rows);

    /// What stands before the first page.
    Buffer head();

    /// `application/x-ndjson`: one sample a line.
    static SampleEncoder ndjson(List<Channel> channels) {
        return new NdjsonEncoder(channels);
    }

    /// `text/csv`: a header line, then one sample a line, empty where nothing was measured.
    static SampleEncoder csv(List<Channel> channels) {
        return new CsvEncoder(channels);
    }
}
