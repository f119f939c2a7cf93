package ingest;

import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What all parts of the benchmark share: what is under test, the kinds of legs, and the figures so far.
final class Bench {

    /// How many programs post at once where a request has 1,000 rows: enough that the service never waits.
    static final int CLIENTS = 8;

    final Options options;
    final Deployment now;
    final Optional<Deployment> before;
    final Path folder;
    final Map<String, Figure> figures = new TreeMap<>();

    /// @param now under test
    /// @param before the version that it is compared with
    Bench(Options options, Deployment now, Optional<Deployment> before, Path folder) {
        this.options = options;
        this.now = now;
        this.before = before;
        this.folder = folder;
    }

    /// The one under test, and the one it is compared with if there is one.
    Stream<Deployment> deployments() {
        return Stream.concat(Stream.of(now), before.stream());
    }

    /// Removes all samples and writes a checkpoint.
    void empty() {
        deployments().forEach(each -> each.database().empty());
        now.database().checkpoint();
    }

    /// A leg of raw COPY.
    Leg copy(Deployment to, Dataset dataset, int streams) {
        List<Path> files = dataset.files(streams);
        empty();
        Meter meter = new Meter(Optional.empty(), Optional.of(to.database().processes()));
        to.psql().copy(files);
        Leg leg = meter.stop(dataset.rows());
        dataset.requireWhole(to.database().contents());
        return leg;
    }

    /// A leg through Liftline, as fast as it takes the bodies.
    Leg post(Deployment to, Dataset dataset, Bodies bodies, int clients) {
        empty();
        Leg leg = postAll(to, bodies, clients);
        dataset.requireWhole(to.database().contents());
        return leg;
    }

    /// Posts all bodies without emptying the table before.
    Leg postAll(Deployment to, Bodies bodies, int clients) {
        Meter meter = new Meter(
                Optional.of(to.service().processes()), Optional.of(to.database().processes()));
        requireAll(to.postAll(bodies, clients));
        return meter.stop(bodies.allRows());
    }

    /// Posts a fifth of the bodies before the legs, so that a JIT compiler has done its work.
    void warmUp(Bodies bodies, int clients) {
        empty();
        Bodies some = bodies.first(Math.max(1, bodies.count() / 5));
        deployments().forEach(each -> requireAll(each.postAll(some, clients)));
    }

    /// Reports rows a second and CPU of the version under test over those of the version before, if there is one.
    ///
    /// @param name of the figure, to which `.before` is added
    /// @param more for the record
    void compare(String name, Rounds rounds, Map<String, Object> more) {
        if (before.isPresent() && rounds.has(Deployment.BEFORE)) {
            Pairs pairs = rounds.pairs(Deployment.BEFORE, Deployment.LIFTLINE);
            Map<String, Object> detail = new TreeMap<>(more);
            detail.put("what", "rows a second over those of the version before, in the same rounds");
            detail.put("legs", pairs.detail(Deployment.BEFORE, Deployment.LIFTLINE));
            figures.put(name + ".before", Figure.of(pairs.speed(), 1.0, Better.HIGHER, "ratio", detail));
            figures.put(
                    name + ".before.cpu",
                    Figure.of(
                            pairs.ratios(Leg::workPerMillion),
                            1.0,
                            Better.LOWER,
                            "ratio",
                            Map.of(
                                    "what",
                                    "CPU of service and PostgreSQL together per row over that of the version before")));
        }
    }

    /// Records that a part failed, and why.
    void failed(String part, String why) {
        figures.put(part, Figure.absent(null, Better.HIGHER, "", "FAILED: " + why));
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
