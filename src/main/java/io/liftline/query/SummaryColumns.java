package io.liftline.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.liftline.query.format.JsonText;
import io.liftline.telemetry.Channel;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.util.List;

/// The encoding of the rows of [io.liftline.query.series.SummarySql].
///
/// @param channels the channels, in the order of the answer
record SummaryColumns(List<Channel> channels) {

    private static final int WELL_ID = 0;
    private static final int COUNT = 1;
    private static final int FIRST_CHANNEL = 2;
    private static final List<String> FIGURES = List.of("avg", "min", "max");

    /// The number of figures of a row.
    int width() {
        return channels.size() * FIGURES.size();
    }

    /// Writes a row: `{"well_id": …, "count": …, "channels": {"pip": {"avg": …, "min": …, "max": …}}}`.
    void write(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("well_id", row.getString(WELL_ID));
        json.writeNumberField("count", row.getLong(COUNT));
        json.writeObjectFieldStart("channels");
        for (int channel = 0; channel < channels.size(); channel++) {
            json.writeObjectFieldStart(channels.get(channel).column());
            for (int figure = 0; figure < FIGURES.size(); figure++) {
                int column = FIRST_CHANNEL + channel * FIGURES.size() + figure;
                JsonText.number(json, FIGURES.get(figure), row.getDouble(column));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
