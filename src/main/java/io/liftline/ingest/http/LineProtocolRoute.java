package io.liftline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.access.Caller;
import io.liftline.ingest.Atomicity;
import io.liftline.ingest.DeclaredUnits;
import io.liftline.ingest.Ingest;
import io.liftline.ingest.IngestOptions;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.ReadingRules;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.LineProtocolDecoder;
import io.liftline.ingest.codec.Precision;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// `POST /write` and `POST /api/v2/write`: what InfluxDB's clients and agents write to, version 1 and 2.
///
/// Parameters: `precision`, the unit of the times: `ns` (default), `us`, `ms` or `s`; `n` and `u` too. `units`, as
/// for [TelemetryRoute]. What else InfluxDB knows (database, bucket, organization, consistency …) is not looked at.
@Singleton
class LineProtocolRoute implements IngestRoutes.Endpoint {

    static final ParameterNames PARAMETERS = new ParameterNames(
            Set.of(
                    "precision",
                    "db",
                    "rp",
                    "org",
                    "orgID",
                    "bucket",
                    "u",
                    "p",
                    "consistency",
                    "no_sync",
                    "accept_partial"),
            Set.of("units"));

    private final Ingest ingest;
    private final Admission admission;
    private final RouteProblems problems;
    private final ObjectMapper json;

    LineProtocolRoute(Ingest ingest, Admission admission, RouteProblems problems, ObjectMapper json) {
        this.ingest = ingest;
        this.admission = admission;
        this.problems = problems;
        this.json = json;
    }

    /// A refusal in the words of InfluxDB's version 2.
    ///
    /// @param code always `invalid`
    /// @param message what was wrong
    /// @param errors the lines that were not kept, the first 100
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "LineProtocolError", description = "What was wrong with a body of line protocol")
    record Refusal(String code, String message, List<RowError> errors) {

        Refusal(String message, List<RowError> errors) {
            this("invalid", message, errors);
        }
    }

    @Override
    public void answer(RoutingContext request, Caller caller) {
        Body.Encoding encoding = Admission.encoding(request.request());
        IngestOptions options;
        try {
            QueryParameters parameters = QueryParameters.parse(request.request().query(), PARAMETERS);
            options = new IngestOptions(
                    new LineProtocolDecoder(Precision.parse(parameters.value("precision", ""))),
                    ReadingRules.of(DeclaredUnits.parse(parameters.values("units"))),
                    OnConflict.UPDATE,
                    Atomicity.PER_SAMPLE);
        } catch (ProblemException e) {
            request.request().resume();
            refuse(request, e);
            return;
        }
        admission.receive(
                request,
                encoding,
                body -> ingest.ingest(body, options, caller)
                        .whenComplete((receipt, failure) -> settle(request, receipt, failure)));
    }

    private void settle(RoutingContext request, @Nullable IngestReceipt receipt, @Nullable Throwable failure) {
        if (failure != null) {
            refuse(request, failure);
        } else if (receipt != null && receipt.rejected() > 0) {
            refuse(
                    request,
                    new Refusal(
                            "%d of %d lines were not kept".formatted(receipt.rejected(), receipt.received()),
                            receipt.errors()));
        } else if (!request.response().closed()) {
            request.response().setStatusCode(204).end();
        }
    }

    /// What is wrong with the body in InfluxDB's words; everything else as on all other routes.
    private void refuse(RoutingContext request, Throwable failure) {
        if (failure instanceof ProblemException problem && isInvalid(problem.code())) {
            List<RowError> errors = problem.member("errors", List.class).stream()
                    .flatMap(list -> ((List<?>) list).stream())
                    .map(RowError.class::cast)
                    .toList();
            refuse(request, new Refusal(problem.detail(), errors));
        } else {
            problems.send(request, failure);
        }
    }

    private static boolean isInvalid(ProblemCode code) {
        return code.status() == 400 || code == ProblemCode.UNPROCESSABLE;
    }

    private void refuse(RoutingContext request, Refusal refusal) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json(refusal));
        }
    }

    private Buffer json(Refusal refusal) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(refusal));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a refusal is always JSON", e);
        }
    }
}
