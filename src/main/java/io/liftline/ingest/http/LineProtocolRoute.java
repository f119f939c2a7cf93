package io.liftline.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.access.Caller;
import io.liftline.ingest.Atomicity;
import io.liftline.ingest.DeclaredUnits;
import io.liftline.ingest.Ingest;
import io.liftline.ingest.IngestCheck;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.IngestOptions;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.ReadingRules;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.LineProtocolDecoder;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.codec.LineProtocolNames;
import io.liftline.ingest.codec.Precision;
import io.liftline.ingest.sample.BadValues;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.Rfc3339Time;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `POST /write`, `/api/v2/write` and `/api/v3/write_lp`: the write endpoints of InfluxDB.
///
/// Parameters: `precision`, the unit of the times; `units` and `null` as for [TelemetryRoute]; `well_tag` and
/// `fields`, to map other names; `strict`, `true` to reject tags and fields that are not part of a sample;
/// `dry_run`, `true` to store nothing ([IngestCheck]).
/// Other parameters of InfluxDB (database, bucket, organization, consistency …) are accepted and ignored.
@Singleton
class LineProtocolRoute {

    private static final String JSON = "application/json";

    static final ParameterNames PARAMETERS = new ParameterNames(
            Set.of(
                    "precision",
                    "well_tag",
                    "strict",
                    Purpose.PARAMETER,
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
            Set.of("units", "null", "fields"));

    private final Ingest ingest;
    private final Admission admission;
    private final RouteProblems problems;
    private final ObjectMapper json;
    private final LineProtocolNames configured;

    LineProtocolRoute(
            Ingest ingest, Admission admission, RouteProblems problems, ObjectMapper json, IngestConfig config) {
        this.ingest = ingest;
        this.admission = admission;
        this.problems = problems;
        this.json = json;
        this.configured = LineProtocolNames.STANDARD
                .withWellTag(config.lineProtocol().wellTag())
                .withFields(config.lineProtocol().fields().orElse(List.of()));
    }

    /// Stores the samples of a body.
    ///
    /// @param precision unit of times if the request does not declare one
    void answer(RoutingContext request, Caller caller, String precision) {
        QueryParameters parameters = QueryParameters.parse(request.request().query(), PARAMETERS);
        IngestOptions options = new IngestOptions(
                new LineProtocolDecoder(
                        Precision.parse(parameters
                                .value("precision")
                                .filter(text -> !text.isEmpty())
                                .orElse(precision)),
                        names(parameters),
                        strictness(parameters.value("strict", "false"))),
                new ReadingRules(
                        DeclaredUnits.parse(parameters.values("units")),
                        new Rfc3339Time(),
                        NotMeasured.of(parameters.values("null")),
                        BadValues.REJECT),
                OnConflict.UPDATE,
                Atomicity.PER_SAMPLE);
        Consumer<Body> use = switch (Purpose.of(parameters)) {
            case STORE ->
                body -> ingest.ingest(body, options, caller)
                        .whenComplete((receipt, failure) -> settle(request, receipt, failure));
            case CHECK ->
                body -> ingest.check(body, options, caller)
                        .whenComplete((check, failure) -> settle(request, check, failure));
        };
        admission.receive(request, caller, Admission.encoding(request.request()), use);
    }

    private LineProtocolNames names(QueryParameters parameters) {
        try {
            return configured
                    .withWellTag(parameters.value("well_tag", configured.wellTag()))
                    .withFields(parameters.values("fields"));
        } catch (BodyRefusedException e) {
            throw IngestReceipt.refused(e.error());
        }
    }

    private static Strictness strictness(String text) {
        return switch (text) {
            case "false" -> Strictness.LENIENT;
            case "true" -> Strictness.STRICT;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "strict is '" + RowError.clip(text) + "', but must be true or false");
        };
    }

    private void settle(RoutingContext request, @Nullable IngestReceipt receipt, @Nullable Throwable failure) {
        if (failure instanceof ProblemException problem && problem.code() == ProblemCode.UNPROCESSABLE) {
            nothingKept(request, problem);
        } else if (failure != null) {
            problems.send(request, failure);
        } else if (receipt != null && receipt.rejected() > 0) {
            refuse(request, receipt.rejected(), receipt.received(), receipt.errors());
        } else if (!request.response().closed()) {
            request.response().setStatusCode(204).end();
        }
    }

    /// The answer to a dry run is that of [TelemetryRoute]: InfluxDB has none.
    private void settle(RoutingContext request, @Nullable IngestCheck check, @Nullable Throwable failure) {
        if (failure != null) {
            problems.send(request, failure);
        } else if (!request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(json(check));
        }
    }

    /// None of the lines was stored. The answer has the same form as for a partial write.
    private void nothingKept(RoutingContext request, ProblemException problem) {
        List<RowError> errors = problem.member("errors", List.class).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(RowError.class::cast)
                .toList();
        int rejected = problem.member("rejected", Integer.class).orElse(0);
        if (rejected == 0) {
            problems.send(request, problem);
        } else {
            refuse(request, rejected, rejected, errors);
        }
    }

    private void refuse(RoutingContext request, int rejected, int received, List<RowError> errors) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .end(json(InfluxWords.Refusal.of(rejected, received, errors)));
        }
    }

    private Buffer json(@Nullable Object answer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
