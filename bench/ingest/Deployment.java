package ingest;

import com.fasterxml.jackson.databind.JsonNode;
import harness.Database;
import harness.Load;
import harness.Outcome;
import harness.Psql;
import harness.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/// A Liftline, the database it writes to, and psql on that database.
///
/// @param name of its legs
record Deployment(String name, Service service, Database database, Psql psql) implements AutoCloseable {

    /// The one under test.
    static final String LIFTLINE = "liftline";

    /// The one it is compared with.
    static final String BEFORE = "before";

    private static final String PROBE_TIME = "2025-01-01T00:00:00Z";

    /// Starts the program, which makes the schema.
    ///
    /// @param database empty
    /// @param folder for the logs
    static Deployment start(String name, Path program, URI database, Path folder) {
        Service service = Service.start(program, database, folder.resolve(name + ".log"));
        try {
            return new Deployment(
                    name,
                    service,
                    new Database(database, Signal.columns()),
                    new Psql(database, CopyFiles.COLUMNS, folder));
        } catch (IllegalStateException e) {
            service.close();
            throw e;
        }
    }

    /// Posts each body once, as fast as they are taken.
    Outcome postAll(Bodies bodies, int clients) {
        return Load.closedLoop(service.port(), clients, bodies.count(), call(bodies));
    }

    /// Posts each body once, at a rate.
    Outcome postAtRate(Bodies bodies, int connections, double rowsPerSecond) {
        return Load.openLoop(service.port(), connections, bodies.count(), rowsPerSecond / bodies.rows(), call(bodies));
    }

    /// How a body is posted.
    Load.Call call(Bodies bodies) {
        byte[] head = head(bodies.path(), bodies.format(), "Authorization: " + service.authorization() + "\r\n");
        return (connection, number) -> connection.post(head, bodies.bytes().get(number));
    }

    /// The head of a POST, up to the length.
    ///
    /// @param headers more of them, each with its line end
    static byte[] head(String path, Format format, String headers) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + format.contentType + "\r\n"
                        + headers + "Content-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// The rule for a post that does not give `on_conflict`: it posts two channels of one well and time, one after the
    /// other, and looks at the second receipt.
    String defaultRule() throws IOException {
        post(Signal.PIP);
        return post(Signal.MOTOR_TEMP).get("updated").asInt() == 1 ? "merge" : "ignore";
    }

    private JsonNode post(Signal signal) throws IOException {
        Map<String, Object> sample =
                Map.of("well_id", "PROBE", "timestamp", PROBE_TIME, signal.column(), signal.low / signal.scale);
        return service.rest().postJson(Format.JSON.path, sample, "Authorization", service.authorization());
    }

    @Override
    public void close() throws SQLException {
        service.close();
        database.close();
    }
}
