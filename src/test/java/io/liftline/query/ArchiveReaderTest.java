package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.CallerPrincipal;
import io.liftline.access.CurrentCaller;
import io.liftline.access.WellScope;
import io.liftline.database.Deadlines;
import io.liftline.fixtures.Await;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.SampleSource;
import io.liftline.query.source.Selection;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How many questions read archived samples at once.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class ArchiveReaderTest {

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

    @Test
    void twoQuestionsReadAtOnceAndTheOthersWaitForTheirTurn() {
        // Given
        SlowSource source = new SlowSource();
        ArchiveReader reader = new ArchiveReader(database, source, memory, current, deadlines, config, vertx);

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
        reader.end();
    }

    private CompletionStage<Integer> as(String caller, ArchiveReader reader) {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            identities.setIdentity(QuarkusSecurityIdentity.builder()
                    .setPrincipal(new Named(caller))
                    .build());
            assertThat(current.holder()).isEqualTo(caller);
            ArchivedPart part = new ArchivedPart("object", 1, "00", new TimeRange(0, 1), Instant.EPOCH);
            return reader.with(
                            List.of(new ArchiveReader.Read(part, new Selection.LastSamples())),
                            new ArchivedWells.Named(List.of("W-1")),
                            List.of(),
                            rows -> Uni.createFrom().item(rows.size()))
                    .subscribeAsCompletionStage();
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
