package io.liftline.query.series;

import com.fasterxml.jackson.core.JsonGenerator;
import io.liftline.query.format.JsonText;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Encodes series as JSON, in columns: one array of times, and one array per channel and aggregate.
public final class SeriesText {

    private final SeriesQuery query;
    private final Map<String, WellSeries> wells;
    private final List<String> sources;
    private final int[] shown;

    /// @param wells the series by well
    /// @param sources what was read: the tables, coarsest first, and the archive
    public SeriesText(SeriesQuery query, Map<String, WellSeries> wells, List<String> sources) {
        this.query = query;
        this.wells = wells;
        this.sources = sources;
        this.shown = shown(query, wells.values());
    }

    private static int[] shown(SeriesQuery query, Collection<WellSeries> wells) {
        BitSet shown = new BitSet();
        if (query.fill() == Fill.NONE) {
            wells.forEach(well -> shown.or(well.measured()));
        } else {
            shown.set(0, query.buckets().count());
        }
        return shown.stream().toArray();
    }

    /// `{"well_id": …, "from": …, "to": …, "bucket": …, "source": …, "time": […], "series": {…}}`
    public Buffer one(String wellId) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeStringField("well_id", wellId);
            head(json);
            WellSeries series = wells.get(wellId);
            series(json, series == null ? WellSeries.empty(query) : series);
            json.writeEndObject();
        });
    }

    /// `{"from": …, …, "time": […], "wells": [{"well_id": …, "series": {…}}, …]}`
    public Buffer several() {
        return JsonText.write(json -> {
            json.writeStartObject();
            head(json);
            json.writeArrayFieldStart("wells");
            for (Map.Entry<String, WellSeries> well : wells.entrySet()) {
                json.writeStartObject();
                json.writeStringField("well_id", well.getKey());
                series(json, well.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStringField("from", Timestamp.format(query.buckets().range().from()));
        json.writeStringField("to", Timestamp.format(query.buckets().range().to()));
        json.writeStringField("bucket", query.buckets().width().toString());
        json.writeStringField("source", String.join(",", sources));
        json.writeArrayFieldStart("time");
        for (int bucket : shown) {
            json.writeString(Timestamp.format(query.buckets().start(bucket)));
        }
        json.writeEndArray();
    }

    private void series(JsonGenerator json, WellSeries well) throws IOException {
        json.writeObjectFieldStart("series");
        for (int channel = 0; channel < query.channels().size(); channel++) {
            json.writeObjectFieldStart(query.channels().get(channel).column());
            for (Aggregate aggregate : query.aggregates()) {
                json.writeArrayFieldStart(aggregate.text());
                double[] values = well.values(channel, aggregate);
                for (int bucket : shown) {
                    write(json, aggregate, values[bucket]);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Aggregate aggregate, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else if (aggregate == Aggregate.COUNT) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
