package io.liftline.openapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// The operations of a document, and parts of them.
final class Operations {

    private Operations() {}

    static List<Operation> of(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .toList();
    }

    /// The media types of the answers whose status is not a failure.
    static Stream<String> answerFormats(Operation operation) {
        return operation.getResponses().getAPIResponses().entrySet().stream()
                .filter(response -> !isFailure(response.getKey()))
                .flatMap(response -> Stream.ofNullable(response.getValue().getContent()))
                .flatMap(content -> content.getMediaTypes().keySet().stream());
    }

    /// The schemas of all answers.
    static Stream<Schema> answers(Operation operation) {
        return operation.getResponses().getAPIResponses().values().stream()
                .map(APIResponse::getContent)
                .flatMap(Operations::schemas);
    }

    /// The schemas of the request body.
    static Stream<Schema> requests(Operation operation) {
        return Optional.ofNullable(operation.getRequestBody()).stream().flatMap(body -> schemas(body.getContent()));
    }

    static boolean isFailure(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Stream<Schema> schemas(Content content) {
        return Stream.ofNullable(content)
                .flatMap(types -> types.getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .flatMap(Stream::ofNullable);
    }
}
