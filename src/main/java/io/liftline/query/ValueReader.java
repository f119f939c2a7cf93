package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.JsonText;
import io.liftline.query.series.Neighbours;
import io.liftline.query.series.Neighbours.Measured;
import io.liftline.query.series.Statement;
import io.liftline.query.series.ValueMode;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the values of a well at a time.
@ApplicationScoped
class ValueReader {

    /// Values that are farther from the time are not searched, so that a search reads at most a few chunks.
    private static final long REACH = Duration.ofDays(7).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellDirectory directory;
    private final ArchiveReader archive;

    ValueReader(QueryDatabase database, WellDirectory directory, ArchiveReader archive) {
        this.database = database;
        this.directory = directory;
        this.archive = archive;
    }

    /// A question.
    ///
    /// @param time in microseconds
    /// @param archive whether the archive is read
    record Question(
            WellScope scope,
            PermittedWell well,
            List<Channel> channels,
            long time,
            ValueMode mode,
            ArchiveUse archive) {}

    /// The values of the channels at a time (microseconds), as JSON. Fails with 404 if the well does not exist.
    Uni<Buffer> at(Question question) {
        long time = question.time();
        TimeRange before = new TimeRange(time - REACH, time + 1);
        TimeRange after = new TimeRange(time + 1, time + REACH + 1);
        return archive.ask(question.archive(), List.of(before, after), parts -> {
                    List<ArchiveReader.Read> reads = Stream.concat(
                                    reads(parts, before, new Selection.LastValues()),
                                    reads(parts, after, new Selection.FirstValues()))
                            .toList();
                    return archive.with(
                            reads,
                            new ArchivedWells.Named(List.of(question.well().id())),
                            question.channels(),
                            rows -> neighbours(question, rows));
                })
                .chain(answer -> answer.value().isEmpty()
                        ? directory.require(question.well()).replaceWith(answer)
                        : Uni.createFrom().item(answer))
                .map(answer -> text(question, answer.value(), Sources.of(answer.parts())));
    }

    private static Stream<ArchiveReader.Read> reads(List<ArchivedPart> parts, TimeRange range, Selection selection) {
        return ArchiveReader.Read.of(ArchivedPart.within(parts, List.of(range)), selection).stream();
    }

    private Uni<Neighbours> neighbours(Question question, ArchivedRows archived) {
        Statement statement = Neighbours.statement(
                        question.channels(), question.scope(), question.well().id(), question.time(), REACH)
                .with(archived);
        return database.ask(statement.text(), statement.parameters())
                .map(rows -> Neighbours.read(question.channels(), rows));
    }

    private static Buffer text(Question question, Neighbours neighbours, List<String> sources) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeStringField("well_id", question.well().id());
            json.writeStringField("timestamp", Timestamp.format(question.time()));
            json.writeStringField("mode", question.mode().text());
            json.writeObjectFieldStart("values");
            for (Channel channel : question.channels()) {
                Optional<Measured> value = question.mode().of(neighbours, channel, question.time());
                json.writeObjectFieldStart(channel.column());
                JsonText.number(json, "value", value.map(Measured::value).orElse(null));
                json.writeStringField(
                        "timestamp",
                        value.map(measured -> Timestamp.format(measured.time())).orElse(null));
                json.writeEndObject();
            }
            json.writeEndObject();
            JsonText.texts(json, "sources", sources);
            json.writeEndObject();
        });
    }
}
