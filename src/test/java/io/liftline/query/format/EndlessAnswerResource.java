package io.liftline.query.format;

import io.liftline.telemetry.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/// Test endpoints with streamed answers: one without an end, and one that fails half-way.
@Path("/test/answer")
public class EndlessAnswerResource {

    /// The number of pages that were requested.
    static final AtomicInteger PAGES = new AtomicInteger();

    private static final int ROWS = 1_000;

    private final Pool pool;

    EndlessAnswerResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @Path("endless")
    @PermitAll
    public Uni<Response> endless(@RestQuery String format) {
        AnswerFormat settled = AnswerFormat.of(format).orElseThrow();
        SampleEncoder encoder = SampleEncoder.of(settled, SampleColumns.ALL);
        return noise().map(rows -> Response.ok(
                        settled == AnswerFormat.JSON
                                ? StreamedAnswer.of(endless(rows), encoder)
                                : StreamedAnswer.of(endless(rows, encoder), encoder.head()))
                .type(settled.mediaType())
                .build());
    }

    @GET
    @Path("broken")
    @PermitAll
    public Uni<Response> broken() {
        SampleEncoder encoder = SampleEncoder.of(AnswerFormat.CSV, SampleColumns.ALL);
        return noise().map(rows -> Response.ok(StreamedAnswer.of(broken(rows, encoder, 3), encoder.head()))
                .type(AnswerFormat.CSV.mediaType())
                .build());
    }

    /// Alternating pages with and without rows, `pages` in all.
    @GET
    @Path("gaps")
    @PermitAll
    public Uni<Response> gaps(@RestQuery int pages) {
        SampleColumns times = new SampleColumns(List.of());
        return pool.query("SELECT 'W', timestamptz '2025-11-20T06:00:00Z'")
                .execute()
                .map(rows -> Response.ok(
                                StreamedAnswer.of(gaps(rows, pages), SampleEncoder.of(AnswerFormat.JSON, times)))
                        .type(AnswerFormat.JSON.mediaType())
                        .build());
    }

    private static RowPage endless(RowSet<Row> rows) {
        PAGES.incrementAndGet();
        return new RowPage(rows, Optional.of(() -> Uni.createFrom().item(() -> endless(rows))));
    }

    private static TextPage endless(RowSet<Row> rows, SampleEncoder encoder) {
        PAGES.incrementAndGet();
        return new TextPage(
                parts(rows, encoder), Optional.of(() -> Uni.createFrom().item(() -> endless(rows, encoder))));
    }

    private static TextPage broken(RowSet<Row> rows, SampleEncoder encoder, int pages) {
        return new TextPage(
                parts(rows, encoder),
                Optional.of(() -> pages == 1
                        ? Uni.createFrom().failure(new IllegalStateException("broken on purpose"))
                        : Uni.createFrom().item(broken(rows, encoder, pages - 1))));
    }

    private static List<Buffer> parts(RowSet<Row> rows, SampleEncoder encoder) {
        RowText text = encoder.rows();
        rows.forEach(text);
        return text.parts();
    }

    private static RowPage gaps(RowSet<Row> rows, int pages) {
        return new RowPage(
                pages % 2 == 0 ? Collections.emptyList() : rows,
                pages == 1
                        ? Optional.empty()
                        : Optional.of(() -> Uni.createFrom().item(gaps(rows, pages - 1))));
    }

    /// Rows with random content, which hardly compress.
    private Uni<RowSet<Row>> noise() {
        String values = Channel.ALL.stream().map(_ -> "random()").collect(Collectors.joining(", "));
        return pool.query("SELECT md5(n::text), now(), %s FROM generate_series(1, %d) AS n".formatted(values, ROWS))
                .execute();
    }
}
