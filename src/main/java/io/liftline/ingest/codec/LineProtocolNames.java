package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.telemetry.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How line protocol names the well and the channels.
///
/// @param wellTag the tag that names the well
/// @param fields the channel that a field of another name is
public record LineProtocolNames(String wellTag, Map<String, Channel> fields) {

    /// The well is the tag `well_id`, and channels are fields of their names.
    public static final LineProtocolNames STANDARD = new LineProtocolNames(SampleField.WELL_ID, Map.of());

    public LineProtocolNames {
        fields = Map.copyOf(fields);
    }

    /// The same with another tag for the well.
    public LineProtocolNames withWellTag(String tag) {
        return new LineProtocolNames(tag, fields);
    }

    /// The same with more fields; one that is named already is replaced.
    ///
    /// @param pairs field and channel, such as `PIP:pip`; the channel stands behind the last colon
    /// @throws BodyRefusedException when there is no such channel
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
