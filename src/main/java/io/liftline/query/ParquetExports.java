package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.export.ExportFile;
import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.RowPage;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.StreamedAnswer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers samples as a Parquet file.
///
/// A Parquet file ends with the places of its parts, so it is written completely before it is sent: the samples go
/// page by page into a temporary file, which DuckDB converts (docs/adr/0012). The files are deleted when the answer
/// has been sent, or its client has gone.
@ApplicationScoped
class ParquetExports {

    private static final Logger LOG = Logger.getLogger(ParquetExports.class);

    private final ExportConfig config;
    private final Vertx vertx;
    private final CurrentVertxRequest request;
    private final Semaphore places;

    ParquetExports(ExportConfig config, Vertx vertx, CurrentVertxRequest request, MeterRegistry metrics) {
        this.config = config;
        this.vertx = vertx;
        this.request = request;
        this.places = new Semaphore(config.maxAtOnce());
        Gauge.builder("liftline.exports", () -> config.maxAtOnce() - places.availablePermits())
                .description("Exports as Parquet in progress")
                .register(metrics);
    }

    /// The samples of a range as a Parquet file.
    ///
    /// Fails with 429 if too many exports are in progress, with 422 if it would be too large.
    ///
    /// @param first reads the first page
    Uni<Response> of(Supplier<Uni<RowPage>> first, SampleColumns columns) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "%d exports as Parquet are in progress, which is the limit; ask again later, or for CSV or NDJSON"
                            .formatted(config.maxAtOnce()));
        }
        Export export = new Export(columns);
        request.getCurrent().addEndHandler(_ -> export.left());
        return export.write(first)
                .onFailure(IOException.class)
                .transform(ParquetExports::notWritten)
                .onTermination()
                .invoke(export::left)
                .map(_ -> Answer.in(AnswerFormat.PARQUET, new StreamedAnswer(export.bytes())));
    }

    /// No space, or a directory that cannot be written to.
    private static ProblemException notWritten(Throwable failure) {
        LOG.warnf("Export not written: reason=\"%s\"", failure.getMessage());
        return new ProblemException(
                ProblemCode.UNAVAILABLE,
                "The temporary files of the export cannot be written now; ask again later, or for CSV or NDJSON");
    }

    /// One export. It is used by its request and by its work, and ends when both have left it.
    private final class Export {

        private final SampleColumns columns;
        private final AtomicInteger users = new AtomicInteger(2);
        private volatile @Nullable ExportFile file;
        private volatile Optional<Supplier<Uni<RowPage>>> next = Optional.empty();

        Export(SampleColumns columns) {
            this.columns = columns;
        }

        Uni<Void> write(Supplier<Uni<RowPage>> first) {
            next = Optional.of(first);
            return Multi.createBy()
                    .repeating()
                    .uni(this::page)
                    .whilst(_ -> next.isPresent())
                    .collect()
                    .last()
                    .chain(() -> blocking(() -> {
                        require().finish();
                        return true;
                    }))
                    .replaceWithVoid();
        }

        private Uni<Boolean> page() {
            return next.orElseThrow()
                    .get()
                    .chain(page -> blocking(() -> {
                        if (users.get() < 2) {
                            throw new ProblemException(ProblemCode.UNAVAILABLE, "the client has gone");
                        }
                        if (file == null) {
                            file = ExportFile.of(config, columns);
                        }
                        require().add(page.rows());
                        next = page.next();
                        return true;
                    }));
        }

        Multi<Buffer> bytes() {
            long end = System.nanoTime() + config.sendingDeadline().toNanos();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> blocking(() -> {
                        if (System.nanoTime() - end > 0) {
                            throw new TimeoutException("the client has not taken the file in time");
                        }
                        return require().read();
                    }))
                    .whilst(bytes -> bytes.length > 0)
                    .filter(bytes -> bytes.length > 0)
                    .map(Buffer::buffer);
        }

        private ExportFile require() {
            ExportFile known = file;
            if (known == null) {
                throw new IllegalStateException("the file is written after the first page");
            }
            return known;
        }

        /// The request, or the work, no longer uses the files.
        void left() {
            if (users.decrementAndGet() == 0) {
                blocking(() -> {
                            ExportFile known = file;
                            if (known != null) {
                                known.close();
                            }
                            return true;
                        })
                        .onTermination()
                        .invoke(places::release)
                        .subscribe()
                        .with(
                                _ -> {},
                                failure -> LOG.warnf(
                                        "Temporary files of an export could not be deleted: reason=\"%s\"",
                                        failure.getMessage()));
            }
        }

        private <T> Uni<T> blocking(Callable<T> work) {
            return Uni.createFrom()
                    .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
        }
    }
}
