package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.database.Deadlines;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.source.ArchiveCatalogue;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.SampleSource;
import io.liftline.query.source.Selection;
import io.liftline.query.source.SourceUnavailableException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.MemoryBudget;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Answers questions whose samples may be in the archive only.
///
/// The parts of a range that are in the archive are guessed, the question is asked, and then the catalogue is read. If
/// the guess was wrong, the question is asked again. So a chunk that is dropped or brought back at any moment is
/// neither missing nor twice in an answer, and a question about samples in the database costs one small statement.
@ApplicationScoped
class ArchiveReader {

    /// Maximum number of objects that one question, or one page of an answer, reads.
    static final int OBJECTS = 64;

    /// Maximum number of values of archived samples that are held for one statement: about 40 MB.
    static final int VALUES = 1_000_000;

    private static final int ATTEMPTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final QueryDatabase database;
    private final SampleSource source;
    private final MemoryBudget memory;
    private final CurrentCaller caller;
    private final Deadlines deadlines;
    private final Bulkhead bulkhead;
    private final ExecutorService threads;

    /// The parts that the last question found whose guess was wrong.
    private volatile List<ArchivedPart> known = List.of();

    ArchiveReader(
            QueryDatabase database,
            SampleSource source,
            MemoryBudget memory,
            CurrentCaller caller,
            Deadlines deadlines,
            QuestionConfig config,
            Vertx vertx) {
        this.database = database;
        this.source = source;
        this.memory = memory;
        this.caller = caller;
        this.deadlines = deadlines;
        this.bulkhead = new Bulkhead(config.archiveReads(), config.archiveReads(), PATIENCE, Bulkhead.Rest.NONE, vertx);
        this.threads = Executors.newFixedThreadPool(
                config.archiveReads(),
                Thread.ofPlatform().name("archive-read-", 0).daemon().factory());
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }

    /// A question, asked with the parts of its ranges that are in the archive.
    @FunctionalInterface
    interface Question<T> extends Function<List<ArchivedPart>, Uni<T>> {}

    /// Asks a question about raw samples of some ranges.
    ///
    /// @param ranges ascending, not overlapping
    <T> Uni<Answered<T>> ask(ArchiveUse use, List<TimeRange> ranges, Question<T> question) {
        return ask(use, ranges, question, _ -> ranges);
    }

    /// The same for a question that may read only some of the ranges.
    ///
    /// @param read the ranges that it has read for an answer
    <T> Uni<Answered<T>> ask(
            ArchiveUse use, List<TimeRange> ranges, Question<T> question, Function<T, List<TimeRange>> read) {
        return switch (use) {
            case LEAVE_OUT -> asked(question, List.of()).map(answer -> new Answered<>(answer, List.of()));
            case READ -> attempt(ranges, question, read, ArchivedPart.within(known, ranges), ATTEMPTS);
        };
    }

    private <T> Uni<Answered<T>> attempt(
            List<TimeRange> ranges,
            Question<T> question,
            Function<T, List<TimeRange>> read,
            List<ArchivedPart> guess,
            int attempts) {
        return asked(question, guess).chain(answer -> {
            List<TimeRange> seen = read.apply(answer);
            List<ArchivedPart> guessed = ArchivedPart.within(guess, seen);
            return parts(ArchiveUse.READ, seen).chain(parts -> {
                if (parts.equals(guessed)) {
                    return Uni.createFrom().item(new Answered<>(answer, parts));
                }
                if (attempts == 1) {
                    throw unavailable("The archive is taking over the samples of this range at the moment");
                }
                return parts(ArchiveUse.READ, ranges)
                        .invoke(all -> known = all)
                        .chain(all -> attempt(ranges, question, read, all, attempts - 1));
            });
        });
    }

    private static <T> Uni<T> asked(Question<T> question, List<ArchivedPart> parts) {
        return question.apply(parts)
                .onFailure(StandbyFailedException.class)
                .recoverWithUni(() -> question.apply(parts));
    }

    /// The parts of the ranges that are in the archive only.
    Uni<List<ArchivedPart>> parts(ArchiveUse use, List<TimeRange> ranges) {
        return use == ArchiveUse.LEAVE_OUT || ranges.isEmpty()
                ? Uni.createFrom().item(List.of())
                : database.ask(ArchiveCatalogue.DROPPED, ArchiveCatalogue.parameters(ranges))
                        .map(rows -> ArchiveCatalogue.parts(rows, ranges));
    }

    /// What is read of one part.
    record Read(ArchivedPart part, Selection selection) {

        /// The same selection of some parts.
        static List<Read> of(List<ArchivedPart> parts, Selection selection) {
            return parts.stream().map(part -> new Read(part, selection)).toList();
        }
    }

    /// Reads archived samples and gives them to a statement. They are charged to the memory budget until it has
    /// ended.
    <T> Uni<T> with(
            List<Read> reads, ArchivedWells wells, List<Channel> channels, Function<ArchivedRows, Uni<T>> statement) {
        return Uni.createFrom().deferred(() -> {
            MemoryBudget.Charge charge = memory.charge(caller.holder());
            ArchivedRows rows = new ArchivedRows(channels, charge::require);
            return fetch(reads, wells, channels, rows)
                    .chain(() -> statement.apply(rows))
                    .onTermination()
                    .invoke(charge::close);
        });
    }

    /// Reads all archived samples of the parts, and gives them to a statement.
    ///
    /// @return empty if there are more than one statement may have
    <T> Uni<Optional<T>> withAll(
            List<ArchivedPart> parts,
            ArchivedWells wells,
            List<Channel> channels,
            Function<ArchivedRows, Uni<T>> statement) {
        int most = VALUES / (channels.size() + 2);
        return with(
                Read.of(parts, new Selection.Every(most)),
                wells,
                channels,
                rows -> rows.size() > most
                        ? Uni.createFrom().item(Optional.empty())
                        : statement.apply(rows).map(Optional::of));
    }

    /// The answer to a question about one well that would read more archived samples than one statement may have.
    static ProblemException tooMany() {
        return new ProblemException(
                ProblemCode.UNPROCESSABLE,
                "The question would read more than %d archived values; ask for a shorter range, fewer channels, or archive=false"
                        .formatted(VALUES));
    }

    private Uni<Void> fetch(List<Read> reads, ArchivedWells wells, List<Channel> channels, ArchivedRows rows) {
        if (reads.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (reads.stream().map(read -> read.part().object()).distinct().count() > OBJECTS) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The question would read more than %d archived objects; ask for a shorter range, or archive=false"
                            .formatted(OBJECTS));
        }
        Uni<Void> reading =
                Uni.createFrom().voidItem().emitOn(threads).invoke(() -> read(reads, wells, channels, rows));
        return bulkhead.run(caller.holder(), () -> reading)
                .ifNoItem()
                .after(deadlines.answer())
                .failWith(() -> unavailable("The archive did not deliver the samples within "
                        + deadlines.answer().toSeconds() + " s; ask again, what was fetched is kept"));
    }

    private void read(List<Read> reads, ArchivedWells wells, List<Channel> channels, ArchivedRows rows) {
        long end = System.nanoTime() + deadlines.answer().toNanos();
        try {
            for (Read read : reads) {
                if (System.nanoTime() > end || isFull(read.selection(), rows)) {
                    return; // nobody waits for them any more, or they are too many
                }
                source.read(read.part(), new SampleSource.Request(wells, channels, read.selection()), rows);
            }
        } catch (SourceUnavailableException e) {
            throw unavailable(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static boolean isFull(Selection selection, ArchivedRows rows) {
        return selection instanceof Selection.Every(int most) && rows.size() > most;
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemCode.ARCHIVE_UNAVAILABLE, detail);
    }
}
