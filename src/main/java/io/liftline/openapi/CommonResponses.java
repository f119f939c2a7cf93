package io.liftline.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Adds to the OpenAPI document what operations have in common: 401, 403 and 503 for operations that require a
/// token, `application/problem+json` as the content of every failure, and the headers `WWW-Authenticate` and
/// `Retry-After`.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class CommonResponses implements OASFilter {

    private static final String UNAUTHENTICATED = "401";
    private static final String FORBIDDEN = "403";
    private static final String TOO_LARGE = "413";
    private static final String TOO_MANY_REQUESTS = "429";
    private static final String UNAVAILABLE = "503";
    private static final String TIMEOUT = "504";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(CommonResponses::complete));
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        if (needsToken(operation)) {
            put(responses, UNAUTHENTICATED, "The request has no valid token");
            if (needsRole(operation)) {
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
            putIfAbsent(responses, TOO_MANY_REQUESTS, "There is no room for the body beside others; see Retry-After");
        }
        responses.getAPIResponses().forEach(CommonResponses::problem);
    }

    private static boolean needsToken(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    private static boolean needsRole(Operation operation) {
        return operation.getSecurity().stream()
                .anyMatch(requirement ->
                        requirement.getSchemes().values().stream().anyMatch(roles -> !roles.isEmpty()));
    }

    private static void put(APIResponses responses, String status, String description) {
        responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }

    private static void putIfAbsent(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            put(responses, status, description);
        }
    }

    private static void problem(String status, APIResponse response) {
        boolean failure = status.startsWith("4") || status.startsWith("5");
        if (failure && response.getContent() == null) {
            response.setContent(OASFactory.createContent()
                    .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                    .schema(OASFactory.createSchema().ref("Problem"))));
        }
        switch (status) {
            case UNAUTHENTICATED -> response.setHeaders(header("WWW-Authenticate", "Bearer", SchemaType.STRING));
            case TOO_MANY_REQUESTS, UNAVAILABLE ->
                response.setHeaders(header("Retry-After", "Seconds to wait", SchemaType.INTEGER));
            default -> {}
        }
    }

    private static Map<String, Header> header(String name, String description, SchemaType type) {
        return Map.of(
                name,
                OASFactory.createHeader()
                        .description(description)
                        .schema(OASFactory.createSchema().addType(type)));
    }
}
