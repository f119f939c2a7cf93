package io.liftline.query.series;

import io.liftline.query.format.JsonText;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// Encodes downsampled channels as JSON. Each channel has times of its own.
public final class DownsampledText {

    private DownsampledText() {}

    /// `{"well_id": …, "from": …, "to": …, "source": …, "series": {"pip": {"time": […], "lttb": […]}}}`
    ///
    /// @param samples the samples of each channel, in the order of `channels`
    /// @param points maximum number of samples per channel
    /// @param sources what was read
    public static Buffer of(
            String wellId,
            TimeRange range,
            List<Channel> channels,
            List<SampleList> samples,
            int points,
            List<String> sources) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeStringField("well_id", wellId);
            json.writeStringField("from", Timestamp.format(range.from()));
            json.writeStringField("to", Timestamp.format(range.to()));
            json.writeStringField("source", String.join(",", sources));
            json.writeObjectFieldStart("series");
            for (int channel = 0; channel < channels.size(); channel++) {
                SampleList all = samples.get(channel);
                int[] selected = Lttb.select(all, points);
                json.writeObjectFieldStart(channels.get(channel).column());
                json.writeArrayFieldStart("time");
                for (int index : selected) {
                    json.writeString(Timestamp.format(all.time(index)));
                }
                json.writeEndArray();
                json.writeArrayFieldStart("lttb");
                for (int index : selected) {
                    json.writeNumber(all.value(index));
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
