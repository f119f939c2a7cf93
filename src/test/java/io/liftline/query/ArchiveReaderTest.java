package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.access.Caller;
import io.liftline.access.CallerPrincipal;
import io.liftline.access.CurrentCaller;
import io.liftline.access.WellScope;
import io.liftline.database.Deadlines;
import io.liftline.fixtures.Await;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.SampleSource;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.MemoryBudget;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The bounds of questions that read archived samples.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class ArchiveReaderTest {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final ArchivedWells WELLS = new ArchivedWells.Named(List.of("W-1"));

    @Inject
    QueryDatabase database;

    @Inject
    MemoryBudget memory;

    @Inject
    CurrentCaller current;

    @Inject
    Deadlines deadlines;

    @Inject
    QuestionConfig config;

    @Inject
    Vertx vertx;

    @Inject
    CurrentIdentityAssociation identities;

    private final List<ArchiveReader> readers = new ArrayList<>();

    @AfterEach
    void end() {
        readers.forEach(ArchiveReader::end);
    }

    @Test
    void twoQuestionsReadAtOnceAndTheOthersWaitForTheirTurn() {
        // Given
        SlowSource source = new SlowSource();
        ArchiveReader reader = reader(source);

        // When
        List<CompletionStage<Integer>> answers = Stream.of("ann", "bob", "cat", "dan", "eve")
                .map(caller -> as(caller, reader))
                .toList();
        Await.until("two read", () -> source.reading() == 2);
        source.goOn.release(1);
        Await.until("the third one reads", () -> source.begun() == 3);
        source.goOn.release(4);

        // Then
        answers.forEach(
                answer -> assertThat(answer.toCompletableFuture().join()).isZero());
        assertThat(source.begun()).isEqualTo(5);
        assertThat(source.most()).isEqualTo(2);
    }

    @Test
    void aStatementGetsNoMoreThanAMillionValuesOfTheArchive() {
        int most = ArchiveReader.VALUES / (Channel.ALL.size() + 2);

        assertThat(allOf(reader(rows(most)))).contains(most);
        assertThat(allOf(reader(rows(most + 1)))).isEmpty();
    }

    @Test
    void aQuestionReadsNoMoreThan64Objects() {
        AtomicInteger read = new AtomicInteger();
        ArchiveReader reader = reader((_, _, _) -> read.incrementAndGet());

        assertThat(with(reader, ArchiveReader.OBJECTS).await().atMost(WITHIN)).isZero();
        assertThat(read).hasValue(64);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> with(reader, ArchiveReader.OBJECTS + 1).await().atMost(WITHIN))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNPROCESSABLE))
                .withMessageContaining("64 archived objects");
        assertThat(read).hasValue(64);
    }

    private ArchiveReader reader(SampleSource source) {
        ArchiveReader reader = new ArchiveReader(database, source, memory, current, deadlines, config, vertx);
        readers.add(reader);
        return reader;
    }

    private static Uni<Integer> with(ArchiveReader reader, int objects) {
        return reader.with(
                ArchiveReader.Read.of(
                        IntStream.range(0, objects)
                                .mapToObj(ArchiveReaderTest::part)
                                .toList(),
                        new Selection.LastSamples()),
                WELLS,
                List.of(),
                rows -> Uni.createFrom().item(rows.size()));
    }

    private static Optional<Integer> allOf(ArchiveReader reader) {
        return reader.withAll(
                        List.of(part(0)),
                        WELLS,
                        Channel.ALL,
                        rows -> Uni.createFrom().item(rows.size()))
                .await()
                .atMost(WITHIN);
    }

    private static ArchivedPart part(int number) {
        return new ArchivedPart("object-" + number, 1, "00", new TimeRange(number, number + 1), Instant.EPOCH);
    }

    private static SampleSource rows(int count) {
        return (_, request, rows) -> {
            @Nullable Double[] values = new @Nullable Double[request.channels().size()];
            for (int i = 0; i < count; i++) {
                rows.add("W-1", i, values);
            }
        };
    }

    private CompletionStage<Integer> as(String caller, ArchiveReader reader) {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            identities.setIdentity(QuarkusSecurityIdentity.builder()
                    .setPrincipal(new Named(caller))
                    .build());
            assertThat(current.holder()).isEqualTo(caller);
            return with(reader, 1).subscribeAsCompletionStage();
        } finally {
            request.terminate();
        }
    }

    private record Named(String name) implements CallerPrincipal {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Caller caller() {
            return new Caller(name, Set.of(), WellScope.none());
        }
    }

    /// Each read lasts until the test lets it go on.
    private static final class SlowSource implements SampleSource {

        private final Semaphore goOn = new Semaphore(0);
        private int begun;
        private int reading;
        private int most;

        @Override
        public void read(ArchivedPart part, Request request, ArchivedRows rows) {
            change(1);
            goOn.acquireUninterruptibly();
            change(-1);
        }

        private synchronized void change(int by) {
            begun += Math.max(0, by);
            reading += by;
            most = Math.max(most, reading);
        }

        synchronized int begun() {
            return begun;
        }

        synchronized int reading() {
            return reading;
        }

        synchronized int most() {
            return most;
        }
    }
}
