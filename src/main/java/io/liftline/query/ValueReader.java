package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.JsonText;
import io.liftline.query.series.Neighbours;
import io.liftline.query.series.Neighbours.Measured;
import io.liftline.query.series.Statement;
import io.liftline.query.series.ValueMode;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the values of a well at a time.
@ApplicationScoped
class ValueReader {

    /// Values that are farther from the time are not searched, so that a search reads at most a few chunks.
    private static final long REACH = Duration.ofDays(7).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellDirectory directory;

    ValueReader(QueryDatabase database, WellDirectory directory) {
        this.database = database;
        this.directory = directory;
    }

    /// The values of the channels at a time (microseconds), as JSON. Fails with 404 if the well does not exist.
    Uni<Buffer> at(WellScope scope, PermittedWell well, List<Channel> channels, long time, ValueMode mode) {
        Statement statement = Neighbours.statement(channels, scope, well.id(), time, REACH);
        return database.ask(statement.text(), statement.parameters())
                .map(rows -> Neighbours.read(channels, rows))
                .chain(neighbours -> neighbours.isEmpty()
                        ? directory.require(well).replaceWith(neighbours)
                        : Uni.createFrom().item(neighbours))
                .map(neighbours -> text(well, channels, time, mode, neighbours));
    }

    private static Buffer text(
            PermittedWell well, List<Channel> channels, long time, ValueMode mode, Neighbours neighbours) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeStringField("well_id", well.id());
            json.writeStringField("timestamp", Timestamp.format(time));
            json.writeStringField("mode", mode.text());
            json.writeObjectFieldStart("values");
            for (Channel channel : channels) {
                Optional<Measured> value = mode.of(neighbours, channel, time);
                json.writeObjectFieldStart(channel.column());
                JsonText.number(json, "value", value.map(Measured::value).orElse(null));
                json.writeStringField(
                        "timestamp",
                        value.map(measured -> Timestamp.format(measured.time())).orElse(null));
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
