package io.liftline.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.liftline.access.Caller;
import io.liftline.ingest.Atomicity;
import io.liftline.ingest.DeclaredUnits;
import io.liftline.ingest.Ingest;
import io.liftline.ingest.IngestOptions;
import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.codec.CsvDecoder;
import io.liftline.ingest.codec.JsonDecoder;
import io.liftline.ingest.codec.NdjsonDecoder;
import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/telemetry`: samples as JSON, NDJSON or CSV, answered with a receipt.
///
/// Parameters: `units`, such as `pip:kPa,motor_temp:K` (canonical units when absent); `on_conflict`,
/// `ignore` (default) or `update`; `atomic`, `false` (default: good samples are kept, bad ones named) or
/// `true` (all or nothing).
@Singleton
class TelemetryRoute implements IngestRoutes.Endpoint {

    private static final String JSON = "application/json";
    private static final String SEND_ONE_OF = "application/json, application/x-ndjson or text/csv";

    private final Ingest ingest;
    private final Admission admission;
    private final RouteProblems problems;
    private final ObjectWriter receipts;

    TelemetryRoute(Ingest ingest, Admission admission, RouteProblems problems, ObjectMapper json) {
        this.ingest = ingest;
        this.admission = admission;
        this.problems = problems;
        this.receipts = json.writerFor(IngestReceipt.class);
    }

    @Override
    public void answer(RoutingContext request, Caller caller) {
        requireJsonAccepted(request.request().getHeader(HttpHeaders.ACCEPT));
        IngestOptions options = new IngestOptions(
                decoder(request.parsedHeaders().contentType()),
                DeclaredUnits.parse(Parameter.of(request, "units", "")),
                OnConflict.parse(Parameter.of(request, "on_conflict", "ignore")),
                Atomicity.parse(Parameter.of(request, "atomic", "false")));
        admission.receive(
                request,
                Admission.encoding(request.request()),
                body -> ingest.ingest(body, options, caller).whenComplete((receipt, failure) -> {
                    if (failure == null) {
                        send(request, receipt);
                    } else {
                        problems.send(request, failure);
                    }
                }));
    }

    private void send(RoutingContext request, IngestReceipt receipt) {
        if (!request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(json(receipt));
        }
    }

    private Buffer json(IngestReceipt receipt) {
        try {
            return Buffer.buffer(receipts.writeValueAsBytes(receipt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is always JSON", e);
        }
    }

    private static void requireJsonAccepted(@Nullable String accept) {
        if (accept != null && Arrays.stream(accept.split(",")).noneMatch(TelemetryRoute::isJson)) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, "A receipt is " + JSON + "; accept that");
        }
    }

    private static boolean isJson(String range) {
        try {
            return MediaType.valueOf(range.strip()).isCompatible(MediaType.APPLICATION_JSON_TYPE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SampleDecoder decoder(MIMEHeader contentType) {
        if (contentType.value().isBlank()) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type is required: " + SEND_ONE_OF);
        }
        String charset = contentType.parameters().getOrDefault("charset", "utf-8");
        if (!charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("us-ascii")) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "charset '" + RowError.clip(charset) + "' is not supported: send utf-8");
        }
        return switch ((contentType.component() + "/" + contentType.subComponent()).toLowerCase(Locale.ROOT)) {
            case "application/x-ndjson" -> new NdjsonDecoder();
            case "text/csv" -> new CsvDecoder();
            case JSON -> new JsonDecoder();
            default ->
                throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + SEND_ONE_OF);
        };
    }
}
