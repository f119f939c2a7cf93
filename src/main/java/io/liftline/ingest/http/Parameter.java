package io.liftline.ingest.http;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// The query parameters of a request.
final class Parameter {

    private Parameter() {}

    /// The value of a parameter; of several the first.
    ///
    /// @throws ProblemException 400 when the query cannot be decoded
    static String of(RoutingContext request, String name, String absent) {
        if (request.request().query() == null) {
            return absent;
        }
        try {
            List<String> values = request.queryParam(name);
            return values.isEmpty() ? absent : values.getFirst();
        } catch (RuntimeException e) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The query of the URI cannot be decoded");
        }
    }
}
