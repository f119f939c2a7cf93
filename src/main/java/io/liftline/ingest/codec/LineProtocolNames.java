package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.telemetry.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of the well tag and the channels in line protocol.
///
/// @param wellTag the tag that contains the well id
/// @param fields channels by field name, in addition to their own names
public record LineProtocolNames(String wellTag, Map<String, Channel> fields) {

    /// The tag `well_id`, and the channels under their own names.
    public static final LineProtocolNames STANDARD = new LineProtocolNames(SampleField.WELL_ID, Map.of());

    public LineProtocolNames {
        fields = Map.copyOf(fields);
    }

    /// A copy with another well tag.
    public LineProtocolNames withWellTag(String tag) {
        return new LineProtocolNames(tag, fields);
    }

    /// A copy with more fields. A field that exists already is replaced.
    ///
    /// @param pairs field and channel, such as `PIP:pip`; the channel follows the last colon
    /// @throws BodyRefusedException if there is no such channel
    public LineProtocolNames withFields(List<String> pairs) {
        Map<String, Channel> all = new HashMap<>(fields);
        for (String pair : pairs) {
            int colon = pair.lastIndexOf(':');
            String channel = colon < 0 ? "" : pair.substring(colon + 1).strip();
            all.put(
                    (colon < 0 ? pair : pair.substring(0, colon)).strip(),
                    Channel.of(channel)
                            .orElseThrow(() -> new BodyRefusedException(RowError.ofRequest(
                                    null,
                                    RejectCode.UNKNOWN_CHANNEL,
                                    channel,
                                    pair,
                                    "fields name a channel that does not exist"))));
        }
        return new LineProtocolNames(wellTag, all);
    }
}
