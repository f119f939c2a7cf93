package io.liftline.query;

import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.EntityTags;
import io.liftline.query.format.FormatNegotiation;
import io.liftline.query.format.JsonText;
import io.liftline.query.format.RowText;
import io.liftline.query.source.ArchivedPart;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Creates responses in the format that the request selects.
final class Answer {

    /// The `Cache-Control` of answers with an `ETag`: a client may keep them, and asks whether they have changed.
    static final String ASK_AGAIN = "private, no-cache";

    private Answer() {}

    /// The format of an answer that is available as JSON, NDJSON and CSV.
    ///
    /// @param format the value of `?format=`, possibly empty
    static AnswerFormat format(HttpServerRequest request, String format) {
        return format(request, format, AnswerFormat.TEXTS);
    }

    /// The format of an answer that is available in every format.
    ///
    /// @param format the value of `?format=`, possibly empty
    static AnswerFormat formatOfSamples(HttpServerRequest request, String format) {
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
    private static Response notModified() {
        return Response.notModified().header("Vary", "Accept").build();
    }

    /// 200 with raw samples in this format.
    ///
    /// @param sources where they are from
    static Response of(AnswerFormat format, Object body, List<String> sources) {
        return withSources(in(format, body), sources);
    }

    /// 200 with one page of raw samples as JSON.
    ///
    /// @param cursor `next_cursor`; empty on the last page
    /// @param parts the archived parts that were read
    static Response page(RowText rows, Optional<String> cursor, List<ArchivedPart> parts) {
        List<String> sources = Sources.of(parts);
        return of(AnswerFormat.JSON, JsonText.page(rows, cursor, sources), sources);
    }

    /// The same answer, which says where its raw samples are from.
    static Response withSources(Response answer, List<String> sources) {
        return Response.fromResponse(answer)
                .header(Sources.HEADER, String.join(", ", sources))
                .build();
    }

    /// 200 with a JSON body and an `ETag`, or 304 if the client has it.
    ///
    /// @param known the values of `If-None-Match`
    static Response unlessKnown(List<String> known, Buffer body) {
        return unlessKnown(known, body, () -> body);
    }

    /// The same for a body of which only a part decides whether it has changed.
    ///
    /// @param lasting this part
    static Response unlessKnown(List<String> known, Buffer lasting, Supplier<Buffer> body) {
        String tag = EntityTags.of(lasting);
        Response answer = EntityTags.match(known, tag) ? notModified() : json(body.get());
        return Response.fromResponse(answer)
                .header("ETag", tag)
                .header("Cache-Control", ASK_AGAIN)
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
