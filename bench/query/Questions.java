package query;

import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Load;
import harness.Numbers;
import harness.Outcome;
import harness.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Asks the service and pgbench in turn, and compares the latencies.
final class Questions {

    private static final double MEDIAN = 50;
    private static final double TAIL = 95;

    private final Service service;
    private final PgBench pgbench;
    private final int wells;
    private final int rounds;

    Questions(Service service, PgBench pgbench, int wells, int rounds) {
        this.service = service;
        this.pgbench = pgbench;
        this.wells = wells;
        this.rounds = rounds;
    }

    /// Latencies in milliseconds, one of each round.
    ///
    /// @param service medians of the service
    /// @param tail 95th percentiles of the service
    /// @param pgbench medians of pgbench; empty if there is no statement
    record Medians(List<Double> service, List<Double> tail, List<Double> pgbench) {

        List<Double> ratios() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < pgbench.size(); i++) {
                ratios.add(service.get(i) / pgbench.get(i));
            }
            return ratios;
        }
    }

    /// Asks in the order service, pgbench, pgbench, service, after a short warm-up.
    Medians ask(Question question) {
        closed(new Question(question.name(), question.path(), question.sql(), Math.max(10, question.calls() / 5)));
        List<Outcome> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean isServiceFirst = round % 2 == 0;
            if (isServiceFirst) {
                ours.add(closed(question));
            }
            if (!question.sql().isEmpty()) {
                theirs.add(pgbench.median(question));
            }
            if (!isServiceFirst) {
                ours.add(closed(question));
            }
        }
        return new Medians(percentiles(ours, MEDIAN), percentiles(ours, TAIL), theirs);
    }

    private static List<Double> percentiles(List<Outcome> outcomes, double percentile) {
        return outcomes.stream().map(outcome -> outcome.millis(percentile)).toList();
    }

    /// Median latency in milliseconds of a statement that the service is not asked for.
    double statement(Question question) {
        return pgbench.median(question);
    }

    /// One request after the other on one connection.
    Outcome closed(Question question) {
        return closed(question, 1);
    }

    /// So many requests a second on some connections.
    Outcome open(Question question, int connections, double perSecond) {
        return successful(Load.openLoop(
                service.port(),
                connections,
                question.calls(),
                perSecond,
                (connection, _) -> connection.get(request(question))));
    }

    /// As many requests as are answered, on some connections.
    Outcome closed(Question question, int connections) {
        return successful(Load.closedLoop(
                service.port(), connections, question.calls(), (connection, _) -> connection.get(request(question))));
    }

    /// Figures of a question: the ratio to pgbench, and the latency.
    Map<String, Figure> figures(
            Question question, Medians medians, double mostRatio, double mostMillis, String suffix) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Map<String, Object> detail = Map.of(
                "service_ms",
                        medians.service().stream()
                                .map(each -> Numbers.round(each, 4))
                                .toList(),
                "pgbench_ms",
                        medians.pgbench().stream()
                                .map(each -> Numbers.round(each, 4))
                                .toList(),
                "calls", question.calls());
        if (!medians.pgbench().isEmpty()) {
            figures.put(
                    question.name() + ".ratio" + suffix,
                    Figure.of(medians.ratios(), mostRatio, Better.LOWER, "ratio", detail));
        }
        figures.put(
                question.name() + ".p50" + suffix,
                Figure.of(medians.service(), mostMillis, Better.LOWER, "ms", detail));
        return figures;
    }

    private byte[] request(Question question) {
        int well = 1 + ThreadLocalRandom.current().nextInt(wells);
        return ("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n")
                .formatted(question.path().replace("{well}", "WELL-%04d".formatted(well)), service.authorization())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Outcome successful(Outcome outcome) {
        if (outcome.succeeded() != outcome.calls()) {
            throw new LegFailedException("of %d requests %d were answered 2xx: %s"
                    .formatted(outcome.calls(), outcome.succeeded(), outcome.firstRefusal()));
        }
        return outcome;
    }
}
