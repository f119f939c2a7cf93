package io.liftline.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// What a client can tell apart of an answer. Replaced in the body are the id of the well and of the request,
/// and, where a list of wells is asked for, the time of the answer.
///
/// @param headers the names of the headers
record Answer(int status, String contentType, Set<String> headers, String body) {

    private static final String JSON = "application/json";
    private static final int REFUSED = 300;

    /// Reads an answer. Of those that succeed only JSON is read, because a stream may have no end.
    static Answer of(HttpResponse<InputStream> answer, Operation operation, Wells well) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String id = answer.headers().firstValue("X-Request-Id").orElse("");
        String body = "";
        try (InputStream bytes = answer.body()) {
            if (answer.statusCode() >= REFUSED || type.startsWith(JSON)) {
                body = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
        body = body.replace(well.id(), "WELL");
        body = id.isEmpty() ? body : body.replace(id, "ID");
        if (operation.naming() == Operation.Naming.LIST) {
            body = body.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
        }
        return new Answer(
                answer.statusCode(), type, new TreeSet<>(answer.headers().map().keySet()), body);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 200 ? body.substring(0, 200) : body);
    }
}
