package io.liftline.query.fleet;

import com.fasterxml.jackson.core.JsonGenerator;
import io.liftline.query.format.JsonText;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Encodes the state of a fleet as JSON.
public final class FleetText {

    private final FleetPage page;
    private final Ages ages;

    private FleetText(FleetPage page, Ages ages) {
        this.page = page;
        this.ages = ages;
    }

    private enum Ages {
        SHOWN,
        OMITTED
    }

    /// `{"at": …, "states": {…}, "trend": {…}, "wells": […], "next_cursor": …}`
    ///
    /// @param cursor the spelling of the place of the next page
    public static Buffer page(FleetPage page, Function<PagePosition, String> cursor) {
        return new FleetText(page, Ages.SHOWN).text(cursor);
    }

    /// The same without what changes with the time alone: for an entity tag.
    public static Buffer withoutAges(FleetPage page, Function<PagePosition, String> cursor) {
        return new FleetText(page, Ages.OMITTED).text(cursor);
    }

    /// The wells of a page, one line each.
    public static Buffer lines(FleetPage page) {
        return JsonText.write(json -> {
            for (WellStatus well : page.wells()) {
                new FleetText(page, Ages.SHOWN).well(json, well);
                json.writeRaw('\n');
            }
        });
    }

    private Buffer text(Function<PagePosition, String> cursor) {
        return JsonText.write(json -> {
            json.writeStartObject();
            if (ages == Ages.SHOWN) {
                json.writeStringField("at", Timestamp.format(page.limits().at()));
            }
            json.writeObjectFieldStart("states");
            for (Map.Entry<WellState, Long> state : page.counts().wells().entrySet()) {
                json.writeNumberField(state.getKey().text(), state.getValue());
            }
            json.writeEndObject();
            frame(json);
            json.writeArrayFieldStart("wells");
            for (WellStatus well : page.wells()) {
                well(json, well);
            }
            json.writeEndArray();
            json.writeStringField("next_cursor", page.next().map(cursor).orElse(null));
            json.writeEndObject();
        });
    }

    private void frame(JsonGenerator json) throws IOException {
        Optional<TrendFrame> frame = page.frame();
        if (frame.isEmpty()) {
            json.writeNullField("trend");
            return;
        }
        json.writeObjectFieldStart("trend");
        json.writeStringField("from", Timestamp.format(frame.get().from()));
        json.writeStringField("bucket", frame.get().bucket());
        json.writeNumberField("points", frame.get().points());
        json.writeEndObject();
    }

    private void well(JsonGenerator json, WellStatus well) throws IOException {
        json.writeStartObject();
        json.writeStringField("well_id", well.wellId());
        json.writeStringField("state", well.state().text());
        json.writeStringField("timestamp", Timestamp.format(well.newest()));
        if (ages == Ages.SHOWN) {
            json.writeNumberField("age", page.limits().age(well.newest()));
        }
        json.writeObjectFieldStart("values");
        for (int channel = 0; channel < page.channels().size(); channel++) {
            value(json, well, channel);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("trend");
        if (page.frame().isPresent()) {
            for (int channel = 0; channel < page.channels().size(); channel++) {
                trend(json, page.frame().get(), well, channel);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("findings");
        json.writeNumberField("open", well.findings());
        json.writeStringField("worst", well.worst().map(Severity::text).orElse(null));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void value(JsonGenerator json, WellStatus well, int channel) throws IOException {
        double value = well.value(channel);
        json.writeObjectFieldStart(page.channels().get(channel).column());
        if (Double.isNaN(value)) {
            json.writeNullField("value");
            json.writeNullField("timestamp");
        } else {
            json.writeNumberField("value", value);
            json.writeStringField("timestamp", Timestamp.format(well.time(channel)));
        }
        json.writeEndObject();
    }

    private void trend(JsonGenerator json, TrendFrame frame, WellStatus well, int channel) throws IOException {
        json.writeArrayFieldStart(page.channels().get(channel).column());
        double[] steps = well.trend(channel);
        for (int bucket = 0; bucket < frame.points(); bucket++) {
            double value = frame.value(steps, bucket);
            if (Double.isNaN(value)) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
        json.writeEndArray();
    }
}
