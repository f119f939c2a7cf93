package io.liftline.query;

import io.liftline.access.CurrentCaller;
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
        MemoryBudget.Charge charge = memory.charge(caller.holder());
        charge.require(rows * (ROW_BYTES + VALUE_BYTES * values));
        request.getCurrent().addEndHandler(_ -> charge.close());
    }
}
