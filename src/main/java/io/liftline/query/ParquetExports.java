package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.StreamedAnswer;
import io.liftline.query.format.TextPage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

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
    Uni<Response> of(Supplier<Uni<TextPage>> first, SampleColumns columns) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "%d exports as Parquet are in progress, which is the limit; ask again later, or for CSV or NDJSON"
                            .formatted(config.maxAtOnce()));
        }
        ParquetExport export = new ParquetExport(config, columns, vertx, places::release);
        request.getCurrent().addEndHandler(_ -> export.left());
        return export.write(first)
                .onFailure(IOException.class)
                .transform(ParquetExports::notWritten)
                .map(_ -> Answer.in(AnswerFormat.PARQUET, new StreamedAnswer(export.bytes())));
    }

    /// No space, or a directory that cannot be written to.
    private static ProblemException notWritten(Throwable failure) {
        LOG.warnf("Export not written: reason=\"%s\"", failure.getMessage());
        return new ProblemException(
                ProblemCode.UNAVAILABLE,
                "The temporary files of the export cannot be written now; ask again later, or for CSV or NDJSON");
    }
}
