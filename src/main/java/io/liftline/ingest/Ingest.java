package io.liftline.ingest;

import io.liftline.access.Caller;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.write.ColumnBatch;
import io.liftline.ingest.write.ColumnPool;
import io.liftline.ingest.write.ForeignRetention;
import io.liftline.ingest.write.GrowthLimits;
import io.liftline.ingest.write.TelemetryWriter;
import io.liftline.ingest.write.WriteCounts;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import io.liftline.trace.Traces;
import io.liftline.web.MemoryBudget;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.ZipException;

/// The ingest pipeline: request body, decoder, validator, batch, writer, receipt.
@Singleton
public class Ingest {

    /// Bodies up to this size are decoded on the event loop, which takes well under a millisecond. Larger or
    /// compressed ones are decoded on a worker thread, so that they do not block the event loop.
    private static final int INLINE_BYTES = 16 * 1024;

    /// Bodies from this size on (compressed ones are counted at eight times their size) are decoded by a single
    /// dedicated thread. So they do not occupy all worker threads.
    private static final int LARGE_BYTES = 2 * 1024 * 1024;

    /// Longer than the 2 s of an outage, because the database is overloaded if a write exceeds its deadline.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final IngestConfig config;
    private final SampleValidator.Shared shared;
    private final GrowthLimits growth;
    private final TelemetryWriter writer;
    private final MemoryBudget memory;
    private final IngestMetrics metrics;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Traces traces;
    private final ExecutorService largeBodies = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("large-bodies").daemon().factory());

    Ingest(
            IngestConfig config,
            WellNames wellNames,
            ColumnPool columns,
            GrowthLimits growth,
            TelemetryWriter writer,
            ForeignRetention retention,
            MemoryBudget memory,
            IngestMetrics metrics,
            Vertx vertx,
            InstantSource clock,
            Traces traces) {
        this.config = config;
        this.shared = new SampleValidator.Shared(wellNames, columns, metrics, retention::current);
        this.growth = growth;
        this.writer = writer;
        this.memory = memory;
        this.metrics = metrics;
        this.vertx = vertx;
        this.clock = clock;
        this.traces = traces;
    }

    /// Stores the valid samples of a body. The receipt is completed after the commit, on the Vert.x context of
    /// the call. A client that disconnects does not cancel the write.
    ///
    /// The memory of the samples is charged to the caller while they are decoded, and until they are written.
    ///
    /// Fails with a [ProblemException]: 400 if the body cannot be decoded, 413 if it exceeds a limit, 422 if no
    /// sample is stored or it adds too many wells or chunks, 429 if the memory budget has no room for the
    /// samples, 503 if the database does not answer in time.
    public CompletionStage<IngestReceipt> ingest(Body body, IngestOptions options, Caller caller) {
        return decoded(
                body,
                options,
                caller,
                this::decodeCounted,
                (samples, here, answer) -> store(samples, caller.username(), here, answer));
    }

    /// Decodes and validates a body as [#ingest] does, and stores nothing. It fails as [#ingest] does, except for
    /// what only the database or the limits of growth refuse.
    public CompletionStage<IngestCheck> check(Body body, IngestOptions options, Caller caller) {
        return decoded(body, options, caller, Ingest::decode, (samples, here, answer) -> {
            IngestCheck check = IngestCheck.of(samples.validator());
            samples.batch().release();
            samples.charge().close();
            here.runOnContext(_ -> answer.complete(check));
        });
    }

    /// The samples of a body.
    ///
    /// @param batch the valid ones
    /// @param charge their memory
    /// @param validator what was found
    /// @param request the span of their request
    private record Samples(ColumnBatch batch, MemoryBudget.Charge charge, SampleValidator validator, Span request) {}

    /// What follows when a body is decoded. It closes the charge and completes the answer.
    private interface Next<T> {
        void with(Samples samples, Context here, CompletableFuture<T> answer);
    }

    /// How a body is decoded.
    private interface Decoding {
        ColumnBatch of(Body body, IngestOptions options, SampleValidator validator);
    }

    private <T> CompletionStage<T> decoded(
            Body body, IngestOptions options, Caller caller, Decoding decoding, Next<T> next) {
        MemoryBudget.Charge charge = memory.charge(caller.username());
        SampleValidator validator = new SampleValidator(
                shared,
                charge,
                options.rules(),
                caller.wells()::permits,
                config.maxSamples(),
                clock.instant(),
                config.futureAllowance());
        Span request = Traces.current();
        Context here = vertx.getOrCreateContext();
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            decoder(body).execute(() -> {
                try {
                    next.with(
                            new Samples(decoding.of(body, options, validator), charge, validator, request),
                            here,
                            answer);
                } catch (RuntimeException | Error e) { // any failure must complete the request
                    charge.close();
                    if (isWithoutRoom(e)) {
                        metrics.refused();
                    }
                    here.runOnContext(_ -> answer.completeExceptionally(e));
                }
            });
        } catch (RejectedExecutionException e) { // the service is stopping
            body.close();
            charge.close();
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private Executor decoder(Body body) {
        if (body.isLighterThan(INLINE_BYTES)) {
            return Runnable::run;
        }
        return body.isLighterThan(LARGE_BYTES) ? Infrastructure.getDefaultWorkerPool() : largeBodies;
    }

    /// Decodes a body, and counts its samples if none of them is stored. Without room in the memory budget the request
    /// has failed: its samples are not rejected, and the client sends them again.
    private ColumnBatch decodeCounted(Body body, IngestOptions options, SampleValidator validator) {
        try {
            return decode(body, options, validator);
        } catch (RuntimeException e) {
            if (e instanceof ProblemException && !isWithoutRoom(e)) {
                metrics.samples().refused(validator.rejections(), validator.accepted());
            } else {
                metrics.samples().failed(validator.rejections(), validator.accepted());
            }
            throw e;
        }
    }

    /// Whether the memory budget had no room for the samples of a body.
    private static boolean isWithoutRoom(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.TOO_MANY_REQUESTS;
    }

    static ColumnBatch decode(Body body, IngestOptions options, SampleValidator validator) {
        try (body) {
            options.decoder().decode(body, validator);
        } catch (BodyRefusedException e) {
            throw IngestReceipt.refused(e.error());
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body cannot be read: " + cause(e));
        }
        if (validator.received() > 0 && validator.accepted() == 0) {
            throw IngestReceipt.ofNothingKept(validator)
                    .asProblem("None of the " + validator.received() + " samples could be kept");
        }
        if (options.atomicity() == Atomicity.ALL_OR_NOTHING && validator.rejected() > 0) {
            throw IngestReceipt.ofNothingKept(validator)
                    .asProblem(validator.rejected() + " of the " + validator.received()
                            + " samples are bad, so none was kept");
        }
        return switch (options.atomicity()) {
            case ALL_OR_NOTHING -> validator.indivisibleBatch(options.onConflict());
            case PER_SAMPLE -> validator.batch(options.onConflict());
        };
    }

    /// The reason of a failed read, in words for the client. Messages of libraries are not passed on.
    private static String cause(IOException failure) {
        return switch (failure) {
            case EOFException _ -> "it ends too early";
            case ZipException _ -> "it is not gzip, or damaged";
            case CharConversionException _ -> "its text is not UTF-8";
            default -> "it is damaged";
        };
    }

    private void store(Samples samples, String user, Context here, CompletableFuture<IngestReceipt> answer) {
        ColumnBatch batch = samples.batch();
        MemoryBudget.Charge charge = samples.charge();
        SampleValidator validator = samples.validator();
        if (batch.rows() == 0) {
            charge.close();
            metrics.samples().written(validator.rejections(), WriteCounts.NOTHING);
            here.runOnContext(_ -> answer.complete(IngestReceipt.of(validator, WriteCounts.NOTHING)));
            return;
        }
        metrics.lag(Timestamp.micros(clock.instant()) - batch.newest());
        int valid = batch.rows();
        Span span = traces.begin("write", SpanKind.INTERNAL, samples.request()).setAttribute("liftline.samples", valid);
        batch.belongTo(span);
        CompletableFuture<WriteCounts> written = growth.admit(batch, user).thenCompose(_ -> writer.write(batch));
        written.whenComplete((result, failure) -> {
            charge.close();
            if (failure == null) {
                span.end();
                metrics.samples().written(validator.rejections(), result);
            } else {
                Traces.end(span, reason(failure));
                metrics.samples().failed(validator.rejections(), valid);
            }
        });
        Runnable answering = () -> {
            long timer = vertx.setTimer(config.deadline().toMillis(), _ -> answer.completeExceptionally(late()));
            written.whenComplete((result, failure) -> here.runOnContext(_ -> {
                vertx.cancelTimer(timer);
                if (failure == null) {
                    settle(answer, IngestReceipt.of(validator, result));
                } else {
                    answer.completeExceptionally(reason(failure));
                }
            }));
        };
        if (Vertx.currentContext() == here) { // a small body is decoded there
            answering.run();
        } else {
            here.runOnContext(_ -> answering.run());
        }
    }

    /// Futures wrap an exception in a [CompletionException].
    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /// A request whose samples were all refused, by the table at last, is no success.
    private static void settle(CompletableFuture<IngestReceipt> answer, IngestReceipt receipt) {
        if (receipt.rejected() == receipt.received()) {
            answer.completeExceptionally(
                    receipt.asProblem("None of the " + receipt.received() + " samples could be kept"));
        } else {
            answer.complete(receipt);
        }
    }

    private ProblemException late() {
        return new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "The database did not confirm the write within "
                                + config.deadline().toSeconds() + " s; sending it again is safe")
                .retryAfter(RETRY_AFTER);
    }
}
