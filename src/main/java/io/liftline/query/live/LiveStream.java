package io.liftline.query.live;

import io.liftline.access.WellScope;
import io.liftline.query.format.JsonText;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.live.Announcement.Touched;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One open stream. It is used on the context of its connection.
///
/// What the client does not take in time is not kept: while the connection's queue is full, events are dropped, and
/// the client is told so as soon as it takes the rest. If that takes too long, the stream ends.
public final class LiveStream {

    private static final int ROWS_PER_EVENT = 500;

    private final Question question;
    private final HttpServerResponse response;
    private final Context context;
    private final long patienceNanos;
    private final Runnable abort;
    private final Runnable whenEnded;
    private boolean missed;
    private long fullSince;
    private boolean ended;

    /// What a client wants.
    ///
    /// @param caller its name
    /// @param scope the wells that it may access
    /// @param wells the requested ones of them; empty for all
    /// @param columns the columns of the samples
    /// @param lastEventId the last event that it has
    /// @param isValid whether its credentials are still valid
    public record Question(
            String caller,
            WellScope scope,
            Optional<Set<String>> wells,
            SampleColumns columns,
            Optional<String> lastEventId,
            BooleanSupplier isValid) {

        /// Whether the client gets samples of this well.
        public boolean wants(String wellId) {
            return wells.map(named -> named.contains(wellId)).orElse(true) && scope.permits(wellId);
        }
    }

    /// @param patience how long the client may not take what waits for it
    /// @param abort ends the response at once, although the client does not take what waits for it
    /// @param whenEnded called when the stream has ended by itself
    LiveStream(
            Question question,
            HttpServerResponse response,
            Context context,
            Duration patience,
            Runnable abort,
            Runnable whenEnded) {
        this.question = question;
        this.response = response;
        this.context = context;
        this.patienceNanos = patience.toNanos();
        this.abort = abort;
        this.whenEnded = whenEnded;
    }

    /// What the client wants.
    public Question question() {
        return question;
    }

    void begin() {
        send(LiveText.begin());
    }

    /// Tells the client that no sample is missing from now on.
    public void open(Optional<String> id) {
        send(LiveText.open(id));
    }

    /// Tells the client that samples may be missing.
    public void reset(Optional<String> id, String reason) {
        send(LiveText.reset(id, reason));
    }

    /// Sends a comment, or ends the stream if the client has not taken anything for too long.
    public void heartbeat() {
        send(LiveText.heartbeat());
    }

    /// Sends the samples that the client may see and wants.
    public void deliver(LiveSamples samples) {
        List<Row> rows = samples.rows().stream()
                .filter(row -> question.wants(SampleColumns.wellId(row)) && hasValue(row))
                .toList();
        List<Touched> changed = samples.changed().stream()
                .filter(range -> question.wants(range.wellId()))
                .toList();
        for (int from = 0; from < rows.size(); from += ROWS_PER_EVENT) {
            List<Row> part = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_EVENT));
            boolean last = from + ROWS_PER_EVENT >= rows.size() && changed.isEmpty();
            send(LiveText.samples(last ? samples.id() : Optional.empty(), text(part)));
        }
        if (!changed.isEmpty()) {
            send(LiveText.changed(samples.id(), changed));
        }
    }

    private boolean hasValue(Row row) {
        return question.columns().channels().stream().anyMatch(channel -> value(row, channel) != null);
    }

    private static @Nullable Double value(Row row, Channel channel) {
        return SampleColumns.ALL.value(row, channel.ordinal());
    }

    private Buffer text(List<Row> rows) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("samples");
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("well_id", SampleColumns.wellId(row));
                json.writeStringField("timestamp", Timestamp.format(SampleColumns.timestamp(row)));
                for (Channel channel : question.columns().channels()) {
                    JsonText.number(json, channel.column(), value(row, channel));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /// Ends the stream with a reason.
    public void end(String reason) {
        context.runOnContext(_ -> {
            if (!ended) {
                ended = true;
                if (response.writeQueueFull()) {
                    abort.run(); // the client would not take the reason
                } else {
                    response.end(LiveText.end(reason));
                }
                whenEnded.run();
            }
        });
    }

    /// The client has gone.
    void gone() {
        ended = true;
    }

    private void send(Buffer event) {
        context.runOnContext(_ -> {
            if (ended || response.closed()) {
                return;
            }
            if (response.writeQueueFull()) {
                waitForClient();
                return;
            }
            if (missed) {
                missed = false;
                response.write(LiveText.reset(Optional.empty(), "slow"));
            }
            response.write(event);
        });
    }

    private void waitForClient() {
        if (!missed) {
            missed = true;
            fullSince = System.nanoTime();
        } else if (System.nanoTime() - fullSince > patienceNanos) {
            end("slow");
        }
    }
}
