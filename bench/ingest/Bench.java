package ingest;

import harness.Database;
import harness.Figure;
import harness.LegFailedException;
import harness.Load;
import harness.Outcome;
import harness.Psql;
import harness.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What all parts of the benchmark share: the service and the database under test, the kinds of legs, and the
/// figures so far.
final class Bench {

    /// How many programs post at once where a request has 1,000 rows: enough that the service never waits.
    static final int CLIENTS = 8;

    final Options options;
    final Database database;
    final Service service;
    final Path folder;
    final Map<String, Figure> figures = new TreeMap<>();
    private final Psql psql;

    Bench(Options options, Database database, Service service, Path folder) {
        this.options = options;
        this.database = database;
        this.service = service;
        this.folder = folder;
        this.psql = new Psql(CopyFiles.COLUMNS, folder);
    }

    /// A leg of raw COPY.
    Leg copy(Dataset dataset, int streams) {
        database.empty();
        Meter meter = new Meter(Optional.empty(), Optional.of(database.processes()));
        psql.copy(dataset.files(streams));
        Leg leg = meter.stop(dataset.rows());
        dataset.requireWhole(database.contents());
        return leg;
    }

    /// A leg through Liftline, as fast as it takes the bodies.
    Leg post(Dataset dataset, Bodies bodies, int clients) {
        database.empty();
        Meter meter = new Meter(Optional.of(service.processes()), Optional.of(database.processes()));
        requireAll(postAll(bodies, clients));
        Leg leg = meter.stop(dataset.rows());
        dataset.requireWhole(database.contents());
        return leg;
    }

    /// Posts a part of the bodies and forgets them, so that what is compiled while running is compiled.
    void warmUp(Bodies bodies, int clients) {
        database.empty();
        requireAll(postAll(bodies.first(Math.max(1, bodies.count() / 5)), clients));
    }

    /// Posts each body once, as fast as they are taken.
    Outcome postAll(Bodies bodies, int clients) {
        return Load.closedLoop(service.port(), clients, bodies.count(), call(bodies));
    }

    /// Posts each body once, at a rate.
    Outcome postAtRate(Bodies bodies, int connections, double rowsPerSecond) {
        return Load.openLoop(service.port(), connections, bodies.count(), rowsPerSecond / bodies.rows(), call(bodies));
    }

    /// Records that a part failed, and why.
    void failed(String part, String why) {
        figures.put(part, Figure.absent(null, Figure.Better.HIGHER, "", "FAILED: " + why));
    }

    private Load.Call call(Bodies bodies) {
        byte[] head = head(bodies.format().path, bodies.format(), "Authorization: " + service.authorization() + "\r\n");
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

    /// @throws LegFailedException unless every request was answered 2xx in the end
    static void requireAll(Outcome outcome) {
        if (outcome.refusals() > 0) {
            Progress.say("  refused and sent again: %d; the first: %s", outcome.refusals(), outcome.firstRefusal());
        }
        if (outcome.succeeded() != outcome.calls()) {
            throw new LegFailedException("%d of %d requests were not taken; the first: %s"
                    .formatted(outcome.calls() - outcome.succeeded(), outcome.calls(), outcome.firstRefusal()));
        }
    }
}
