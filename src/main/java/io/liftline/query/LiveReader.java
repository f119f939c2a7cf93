package io.liftline.query;

import io.liftline.query.format.SampleColumns;
import io.liftline.query.live.Announcement;
import io.liftline.query.live.Announcement.Touched;
import io.liftline.query.live.LiveSamples;
import io.liftline.query.live.LiveSql;
import io.liftline.query.live.LiveStream;
import io.liftline.query.series.Statement;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Reads announced samples, once for all streams, one statement after the other.
///
/// What is announced while a statement runs waits, and is read together. If too much waits, it is dropped, and the
/// streams are told.
final class LiveReader {

    private static final Logger LOG = Logger.getLogger(LiveReader.class);

    /// Maximum number of ranges that wait.
    static final int MAX_WAITING = 5_000;

    /// Maximum number of ranges of a statement.
    private static final int MAX_RANGES = 1_000;

    /// Older samples are not sent, but their range is announced.
    private static final long RECENT = Duration.ofHours(1).toNanos() / 1_000;

    private final QueryDatabase database;
    private final InstantSource clock;
    private final Supplier<List<LiveStream>> streams;
    private final Consumer<String> resetAll;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private int waitingRanges;
    private boolean reading;

    /// @param streams the open streams
    /// @param resetAll tells all of them that samples may be missing
    LiveReader(
            QueryDatabase database,
            InstantSource clock,
            Supplier<List<LiveStream>> streams,
            Consumer<String> resetAll) {
        this.database = database;
        this.clock = clock;
        this.streams = streams;
        this.resetAll = resetAll;
    }

    /// @param only the stream that gets the samples; empty for all
    private record Task(Announcement announcement, Optional<LiveStream> only) {}

    /// Reads and delivers announced samples.
    ///
    /// @param only the stream that gets them; empty for all
    void read(List<Announcement> announcements, Optional<LiveStream> only) {
        boolean dropped = false;
        synchronized (this) {
            for (Announcement announcement : announcements) {
                waiting.addLast(new Task(announcement, only));
                waitingRanges += announcement.ranges().size();
            }
            if (waitingRanges > MAX_WAITING || waiting.size() > MAX_WAITING) {
                waiting.clear();
                waitingRanges = 0;
                dropped = true;
            }
        }
        if (dropped) {
            resetAll.accept("too many samples");
        }
        next();
    }

    private void next() {
        List<Task> tasks = take();
        if (tasks.isEmpty()) {
            return;
        }
        Uni.createFrom().deferred(() -> deliver(tasks)).subscribe().with(_ -> done(), failure -> {
            LOG.warnf("Live samples not delivered: reason=\"%s\"", failure.getMessage());
            done();
        });
    }

    private Uni<Void> deliver(List<Task> tasks) {
        List<LiveStream> receivers = tasks.getFirst().only().map(List::of).orElseGet(streams);
        Optional<String> id = Optional.of(tasks.getLast().announcement().id());
        if (tasks.stream().anyMatch(task -> task.announcement().ranges().isEmpty())) {
            receivers.forEach(stream -> stream.reset(id, "too many samples"));
            return Uni.createFrom().voidItem();
        }
        long recentFrom = Timestamp.micros(clock.instant()) - RECENT;
        Map<Boolean, List<Touched>> wanted = tasks.stream()
                .flatMap(task -> task.announcement().ranges().stream())
                .filter(range ->
                        receivers.stream().anyMatch(stream -> stream.question().wants(range.wellId())))
                .distinct()
                .collect(Collectors.partitioningBy(range -> range.from() >= recentFrom));
        List<Touched> recent = wanted.getOrDefault(true, List.of());
        List<Touched> changed = new ArrayList<>(wanted.getOrDefault(false, List.of()));
        if (recent.isEmpty()) {
            deliver(receivers, new LiveSamples(id, List.of(), changed));
            return Uni.createFrom().voidItem();
        }
        Statement statement = LiveSql.samples(recent);
        return database.ask(statement.text(), statement.parameters())
                .invoke(rows -> deliver(receivers, new LiveSamples(id, few(recent, rows, changed), changed)))
                .replaceWithVoid()
                .onFailure()
                .invoke(_ -> receivers.forEach(stream -> stream.reset(id, "not read")))
                .onFailure()
                .recoverWithNull();
    }

    /// The announcements that are read together: those for the same receivers.
    private synchronized List<Task> take() {
        List<Task> tasks = new ArrayList<>();
        if (reading) {
            return tasks;
        }
        int ranges = 0;
        while (!waiting.isEmpty()
                && (tasks.isEmpty()
                        || (waiting.getFirst().only().equals(tasks.getFirst().only()) && ranges < MAX_RANGES))) {
            Task task = waiting.removeFirst();
            ranges += task.announcement().ranges().size();
            tasks.add(task);
        }
        waitingRanges -= ranges;
        reading = !tasks.isEmpty();
        return tasks;
    }

    private void done() {
        synchronized (this) {
            reading = false;
        }
        next();
    }

    private static void deliver(List<LiveStream> receivers, LiveSamples samples) {
        receivers.forEach(stream -> stream.deliver(samples));
    }

    /// The rows of the ranges that have not too many. The other ranges are added to those that have changed.
    private static List<Row> few(List<Touched> ranges, RowSet<Row> rows, List<Touched> changed) {
        int[] counts = new int[ranges.size()];
        int number = SampleColumns.ALL.channels().size() + 2;
        rows.forEach(row -> counts[(int) (row.getLong(number) - 1)]++);
        for (int range = 0; range < counts.length; range++) {
            if (counts[range] > LiveSql.MAX_ROWS) {
                changed.add(ranges.get(range));
            }
        }
        List<Row> few = new ArrayList<>();
        rows.forEach(row -> {
            if (counts[(int) (row.getLong(number) - 1)] <= LiveSql.MAX_ROWS) {
                few.add(row);
            }
        });
        return few;
    }
}
