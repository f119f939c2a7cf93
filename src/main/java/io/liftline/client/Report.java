package io.liftline.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;

/// A report of a service: lines with a name and a text, and whether all is well.
final class Report {

    private static final int COLUMN = 24;
    private static final int UNAVAILABLE = 503;

    private final PrintStream out;
    private boolean trouble;

    Report(PrintStream out) {
        this.out = out;
    }

    /// Adds a line.
    void line(String name, String text) {
        out.println(name + " ".repeat(Math.max(2, COLUMN - name.length())) + text);
    }

    /// Notes that something is not well.
    void troubleIf(boolean condition) {
        trouble |= condition;
    }

    boolean isWell() {
        return !trouble;
    }

    /// Asks the service. If it does not answer, a line says why. The probes answer with 503 if they fail.
    ///
    /// @param what the name of the line
    /// @return the answer, or a missing node
    JsonNode ask(String what, Service service, URI uri) {
        try {
            Answer answer = service.get(uri);
            if (answer.isSuccess()
                    || (answer.status() == UNAVAILABLE && answer.json().has("checks"))) {
                return answer.json();
            }
            line(what, answer.message());
        } catch (IOException e) {
            line(what, "cannot be reached: " + Words.of(e));
        } catch (InterruptedException _) {
            throw new StoppedException("interrupted");
        }
        trouble = true;
        return MissingNode.getInstance();
    }
}
