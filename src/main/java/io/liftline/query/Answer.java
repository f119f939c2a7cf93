package io.liftline.query;

import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.FormatNegotiation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;

/// Creates responses in the format that the request selects.
final class Answer {

    private Answer() {}

    /// The format of an answer that is available in every format.
    ///
    /// @param format the value of `?format=`, possibly empty
    static AnswerFormat format(HttpServerRequest request, String format) {
        return format(request, format, AnswerFormat.ALL);
    }

    /// Checks that the request accepts JSON, for answers that are available only in JSON.
    static void requireJson(HttpServerRequest request, String format) {
        format(request, format, Set.of(AnswerFormat.JSON));
    }

    private static AnswerFormat format(HttpServerRequest request, String format, Set<AnswerFormat> offered) {
        return FormatNegotiation.settle(format, request.headers().getAll(HttpHeaders.ACCEPT), offered);
    }

    /// 200 with a JSON body.
    static Response json(Object body) {
        return in(AnswerFormat.JSON, body);
    }

    /// 304: the client's copy is up to date.
    static Response notModified() {
        return Response.notModified().header("Vary", "Accept").build();
    }

    /// 200 with raw samples in this format.
    ///
    /// @param sources where they are from
    static Response of(AnswerFormat format, Object body, List<String> sources) {
        return Response.fromResponse(in(format, body))
                .header(Sources.HEADER, String.join(", ", sources))
                .build();
    }

    /// 200 with a body in this format.
    static Response in(AnswerFormat format, Object body) {
        return Response.ok(body)
                .type(format.mediaType())
                .header("Vary", "Accept")
                .build();
    }
}
