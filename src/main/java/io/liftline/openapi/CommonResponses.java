package io.liftline.openapi;

import io.liftline.problem.ProblemCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Adds the answers that operations have in common: 429 for all; 401, 403, 503 and 504 for operations that require a
/// token; 413 for those with a body, and 400 and 415 if it is JSON; a problem with an example as the content of every
/// failure; and the headers `X-Request-Id`, `WWW-Authenticate`, `Retry-After` and `Location`.
final class CommonResponses {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String UNAUTHENTICATED = "401";
    private static final String CREATED = "201";
    private static final String ACCEPTED = "202";
    private static final String MALFORMED = "400";
    private static final String FORBIDDEN = "403";
    private static final String TOO_LARGE = "413";
    private static final String UNSUPPORTED = "415";
    private static final String TOO_MANY_REQUESTS = "429";
    private static final String UNAVAILABLE = "503";
    private static final String TIMEOUT = "504";

    /// They answer 503 in place of 429, because a client of InfluxDB 1 drops what gets a 4xx.
    private static final Set<String> OF_VERSION_ONE = Set.of("writeLineProtocolV1", "influxQuery", "influxQueryForm");

    /// Examples of answers with samples, as lines.
    private static final Map<String, String> SAMPLE_LINES = Map.of(
            "application/x-ndjson",
            "{\"well_id\":\"WELL-001\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":812.0}\n",
            "text/csv",
            "well_id,timestamp,pip\nWELL-001,2025-11-20T06:00:00Z,812.0\n");

    private CommonResponses() {}

    static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        if (RequiredRoles.isProtected(operation)) {
            put(responses, UNAUTHENTICATED, "The request has no valid token");
            if (!RequiredRoles.of(operation).isEmpty()) {
                put(responses, FORBIDDEN, "None of the caller's roles permits this");
                put(responses, TIMEOUT, "The statement took too long; request or send less at a time");
            } else {
                responses.removeAPIResponse(FORBIDDEN);
            }
            putIfAbsent(
                    responses, UNAVAILABLE, "The database cannot be reached, or the service is still starting; retry");
        }
        if (operation.getRequestBody() != null) {
            putIfAbsent(responses, TOO_LARGE, "The body is larger than this route accepts");
            if (operation.getRequestBody().getContent().hasMediaType(JSON)) {
                putIfAbsent(responses, MALFORMED, "The body is malformed");
                putIfAbsent(responses, UNSUPPORTED, "The content type is not application/json");
            }
        }
        if (responses.getAPIResponses().keySet().stream().noneMatch(status -> status.startsWith("4"))) {
            put(responses, MALFORMED, "The request is malformed");
        }
        if (Stream.ofNullable(operation.getOperationId()).noneMatch(OF_VERSION_ONE::contains)) {
            putIfAbsent(
                    responses,
                    TOO_MANY_REQUESTS,
                    "There are too many requests, of the caller or altogether; see Retry-After");
        }
        responses.getAPIResponses().forEach(CommonResponses::complete);
    }

    private static void put(APIResponses responses, String status, String description) {
        responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }

    private static void putIfAbsent(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            put(responses, status, description);
        }
    }

    private static void complete(String status, APIResponse response) {
        if (Operations.isFailure(status) && response.getContent() == null) {
            response.setContent(
                    OASFactory.createContent().addMediaType(PROBLEM, problem(status, response.getDescription())));
        }
        Stream.ofNullable(response.getContent())
                .flatMap(content -> content.getMediaTypes().entrySet().stream())
                .filter(type -> SAMPLE_LINES.containsKey(type.getKey()) && hasNoExample(type.getValue()))
                .forEach(type -> type.getValue().setExample(SAMPLE_LINES.get(type.getKey())));
        header(response, "X-Request-Id", "The request id: that of the request, or a new one", SchemaType.STRING);
        switch (status) {
            case UNAUTHENTICATED -> header(response, "WWW-Authenticate", "Bearer", SchemaType.STRING);
            case TOO_MANY_REQUESTS, UNAVAILABLE ->
                header(response, "Retry-After", "Seconds to wait", SchemaType.INTEGER);
            case CREATED, ACCEPTED -> header(response, "Location", "Path of what was made", SchemaType.STRING);
            default -> {}
        }
    }

    private static boolean hasNoExample(MediaType content) {
        return content.getExample() == null
                && (content.getSchema() == null || content.getSchema().getExample() == null);
    }

    private static MediaType problem(String status, String detail) {
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.status() == Integer.parseInt(status))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no problem has the status " + status));
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", code.type());
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("detail", detail);
        example.put("instance", "6f1c0a52-8a9e-4d0b-9f0e-2f6d3f0a7c11");
        return OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("Problem"))
                .example(example);
    }

    private static void header(APIResponse response, String name, String description, SchemaType type) {
        if (response.getHeaders() == null || !response.getHeaders().containsKey(name)) {
            response.addHeader(
                    name,
                    OASFactory.createHeader()
                            .description(description)
                            .schema(OASFactory.createSchema().addType(type)));
        }
    }
}
