package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.liftline.web.MemoryBudget;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

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

    private final MemoryBudget memory;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    AnswerMemory(MemoryBudget memory, CurrentCaller caller, CurrentVertxRequest request) {
        this.memory = memory;
        this.caller = caller;
        this.request = request;
    }

    /// Charges the rows of one page to the current request.
    ///
    /// @param rows maximum number of rows
    /// @param values values of a row
    /// @throws io.liftline.problem.ProblemException 429 if the memory budget has no room for them
    void reserve(int rows, int values) {
        charge(rows * (ROW_BYTES + VALUE_BYTES * values));
    }

    /// Charges a page of a stream of samples, which exist as text only.
    ///
    /// @throws io.liftline.problem.ProblemException 429 if the memory budget has no room for it
    void reserveText(SampleColumns columns) {
        charge(TextPage.rows(columns)
                * (ROW_TEXT_BYTES + VALUE_TEXT_BYTES * columns.channels().size()));
    }

    private void charge(long bytes) {
        MemoryBudget.Charge charge = memory.charge(caller.holder());
        charge.require(bytes);
        request.getCurrent().addEndHandler(_ -> charge.close());
    }
}
