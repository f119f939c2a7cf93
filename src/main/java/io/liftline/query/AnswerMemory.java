package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.liftline.web.MemoryBudget;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Charges the rows of an answer to the caller before they are read, until the answer has been given to the
/// connection. What then waits to be sent is charged by the connection.
@ApplicationScoped
class AnswerMemory {

    /// Bytes of a row without its values: the row itself, well and time, each also as text.
    private static final long ROW_BYTES = 250;

    /// Bytes of a value: the number, and its name and text in JSON.
    private static final long VALUE_BYTES = 64;

    /// Bytes of a row as text, without its values: well and time.
    private static final long ROW_TEXT_BYTES = 120;

    /// Bytes of a value as text, with its name in JSON.
    private static final long VALUE_TEXT_BYTES = 40;

    /// Maximum time that an answer waits for memory.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryBudget memory;
    private final AnswerQueue queue;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    AnswerMemory(
            MemoryBudget memory,
            CurrentCaller caller,
            CurrentVertxRequest request,
            Vertx vertx,
            MeterRegistry metrics) {
        this.memory = memory;
        this.queue = new AnswerQueue(memory, PATIENCE, vertx);
        this.caller = caller;
        this.request = request;
        Gauge.builder("liftline.query.answers.waiting", queue::waiting)
                .description("Answers that wait for memory")
                .register(metrics);
    }

    /// Charges the rows of one page to the current request, as soon as the memory budget has room for them. Fails
    /// with 429 if it has none in time.
    ///
    /// @param rows maximum number of rows
    /// @param values values of a row
    Uni<Void> reserve(int rows, int values) {
        return charge(rows * (ROW_BYTES + VALUE_BYTES * values));
    }

    /// The same for a page of a stream of samples, which exist as text only.
    Uni<Void> reserveText(SampleColumns columns) {
        return charge(TextPage.rows(columns)
                * (ROW_TEXT_BYTES + VALUE_TEXT_BYTES * columns.channels().size()));
    }

    private Uni<Void> charge(long bytes) {
        String holder = caller.holder();
        MemoryBudget.Charge charge = memory.charge(holder);
        request.getCurrent().addEndHandler(_ -> {
            charge.close();
            queue.look();
        });
        return queue.room(holder, charge, bytes);
    }
}
