package io.liftline.query.live;

import io.liftline.query.format.JsonText;
import io.liftline.query.live.Announcement.Touched;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/// The events of a live stream, as Server-Sent Events (WHATWG HTML, section 9.2).
final class LiveText {

    private LiveText() {}

    /// A comment, so that a proxy does not close a quiet connection.
    static Buffer heartbeat() {
        return Buffer.buffer(": heartbeat\n\n");
    }

    /// The beginning: how long a client should wait before it connects again.
    static Buffer begin() {
        return Buffer.buffer("retry: 2000\n\n");
    }

    /// From now on, no sample is missing.
    static Buffer open(Optional<String> id) {
        return event("open", id, Buffer.buffer("{}"));
    }

    /// Samples may be missing before this event.
    static Buffer reset(Optional<String> id, String reason) {
        return event("reset", id, reason(reason));
    }

    /// The stream ends.
    static Buffer end(String reason) {
        return event("end", Optional.empty(), reason(reason));
    }

    /// Samples, as text of `{"samples": […]}`.
    static Buffer samples(Optional<String> id, Buffer json) {
        return event("samples", id, json);
    }

    /// Ranges in which late samples, or many, were committed.
    static Buffer changed(Optional<String> id, List<Touched> ranges) {
        return event("changed", id, JsonText.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("ranges");
            for (Touched range : ranges) {
                json.writeStartObject();
                json.writeStringField("well_id", range.wellId());
                json.writeStringField("from", Timestamp.format(range.from()));
                json.writeStringField("to", Timestamp.format(range.to() + 1));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static Buffer reason(String reason) {
        return Buffer.buffer("{\"reason\":\"" + reason + "\"}");
    }

    private static Buffer event(String name, Optional<String> id, Buffer json) {
        Buffer event = Buffer.buffer();
        id.ifPresent(known -> event.appendString("id: ").appendString(known).appendString("\n"));
        return event.appendString("event: ")
                .appendString(name)
                .appendString("\ndata: ")
                .appendBuffer(json)
                .appendString("\n\n");
    }
}
