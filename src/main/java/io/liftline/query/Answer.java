package io.liftline.query;

import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.FormatNegotiation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/// Answers in a format that was settled by the request.
final class Answer {

    private Answer() {}

    /// The format of an answer that comes in each of them.
    ///
    /// @param format the value of `?format=`, which may be empty
    static AnswerFormat format(HttpServerRequest request, String format) {
        return format(request, format, AnswerFormat.ALL);
    }

    /// Lets a request pass whose answer comes as JSON only.
    static void requireJson(HttpServerRequest request, String format) {
        format(request, format, Set.of(AnswerFormat.JSON));
    }

    private static AnswerFormat format(HttpServerRequest request, String format, Set<AnswerFormat> offered) {
        return FormatNegotiation.settle(format, request.headers().getAll(HttpHeaders.ACCEPT), offered);
    }

    /// 200 in JSON.
    static Response json(Object body) {
        return in(AnswerFormat.JSON, body);
    }

    /// 304: what the client has is what it would get.
    static Response notModified() {
        return Response.notModified().header("Vary", "Accept").build();
    }

    /// 200 in this format.
    static Response in(AnswerFormat format, Object body) {
        return Response.ok(body)
                .type(format.mediaType())
                .header("Vary", "Accept")
                .build();
    }
}
