package io.liftline.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.liftline.access.Caller;
import io.liftline.ingest.Atomicity;
import io.liftline.ingest.Ingest;
import io.liftline.ingest.IngestOptions;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.Accept;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// `POST /api/v1/telemetry`: samples as JSON, NDJSON or CSV, answered with a receipt.
///
/// Parameters: `on_conflict`, `merge` (default), `update` or `ignore` ([OnConflict]); `atomic`, `false`
/// (default: valid samples are stored, invalid ones rejected) or `true` (all or none); `dry_run`, `false`
/// (default) or `true` (nothing is stored, [IngestCheck]); those of [ReadingParameters]; for CSV those of
/// [CsvParameters].
@Singleton
class TelemetryRoute implements IngestRoutes.Endpoint {

    private static final String JSON = "application/json";

    static final ParameterNames PARAMETERS = new ParameterNames(
                    Set.of("on_conflict", "atomic", Purpose.PARAMETER), Set.of())
            .and(ReadingParameters.SINGLE, ReadingParameters.LISTS)
            .and(CsvParameters.SINGLE, CsvParameters.LISTS);

    private final Ingest ingest;
    private final Admission admission;
    private final RouteProblems problems;
    private final ObjectWriter outcomes;
    private final ReceiptJson receipts;

    TelemetryRoute(Ingest ingest, Admission admission, RouteProblems problems, ObjectMapper json) {
        this.ingest = ingest;
        this.admission = admission;
        this.problems = problems;
        this.outcomes = json.writer();
        this.receipts = new ReceiptJson(json);
    }

    @Override
    public void answer(RoutingContext request, Caller caller) {
        if (!Accept.parse(request.request().headers().getAll(HttpHeaders.ACCEPT))
                .accepts(JSON)) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, "A receipt is " + JSON + "; accept that");
        }
        QueryParameters parameters = QueryParameters.parse(request.request().query(), PARAMETERS);
        IngestOptions options = new IngestOptions(
                BodyFormat.decoder(request, parameters),
                ReadingParameters.of(parameters),
                OnConflict.parse(parameters.value("on_conflict", "merge")),
                Atomicity.parse(parameters.value("atomic", "false")));
        BodyUse use = switch (Purpose.of(parameters)) {
            case STORE -> body -> ingest.ingest(body, options, caller);
            case CHECK -> body -> ingest.check(body, options, caller);
        };
        admission.receive(
                request,
                caller,
                Admission.encoding(request.request()),
                body -> use.of(body).whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        send(request, outcome);
                    } else {
                        problems.send(request, failure);
                    }
                }));
    }

    /// What is done with a body: its samples are stored, or only validated.
    private interface BodyUse {
        CompletionStage<?> of(Body body);
    }

    private void send(RoutingContext request, Object outcome) {
        if (!request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(json(outcome));
        }
    }

    private Buffer json(Object outcome) {
        if (outcome instanceof IngestReceipt receipt) {
            return receipts.of(receipt);
        }
        try {
            return Buffer.buffer(outcomes.writeValueAsBytes(outcome));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outcome is always JSON", e);
        }
    }
}
