package query;

import harness.Figure;
import harness.Figure.Better;
import harness.Numbers;
import harness.Outcome;
import harness.ProcessTree;
import harness.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Latencies at a fixed rate, with the CPU time of each program.
final class FixedRate {

    private static final int CONNECTIONS = 8;
    private static final double GOAL = 1;

    private final Service service;
    private final ProcessTree postgresql;
    private final PgBench pgbench;
    private final Questions questions;
    private final int perSecond;

    /// @param postgresql the server
    /// @param perSecond requests a second
    FixedRate(Service service, ProcessTree postgresql, PgBench pgbench, int wells, int perSecond) {
        this.service = service;
        this.postgresql = postgresql;
        this.pgbench = pgbench;
        this.questions = new Questions(service, pgbench, wells, 1);
        this.perSecond = perSecond;
    }

    /// The 99th percentiles of a question, of requests without a statement, and of the statement by pgbench; and how
    /// many of the question are answered a second. All run first once without being counted.
    Map<String, Figure> figures(Question question, int rounds, String suffix) {
        Question ping = Question.ping(question.calls());
        measured(ping);
        measured(question);
        List<Double> pings = new ArrayList<>();
        List<Double> latencies = new ArrayList<>();
        List<Double> statements = new ArrayList<>();
        List<Double> most = new ArrayList<>();
        List<Map<String, Object>> ofPings = new ArrayList<>();
        List<Map<String, Object>> ofQuestions = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            pings.add(measured(ping, ofPings));
            latencies.add(measured(question, ofQuestions));
            statements.add(pgbench.p99(question, CONNECTIONS, perSecond));
            Outcome closed = questions.closed(question, CONNECTIONS);
            most.add(closed.calls() / closed.seconds());
        }
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put(question.name() + ".p99" + suffix, p99(latencies, GOAL, ofQuestions));
        figures.put(ping.name() + ".p99" + suffix, p99(pings, null, ofPings));
        figures.put(question.name() + ".pgbench.p99" + suffix, p99(statements, null, List.of()));
        figures.put(
                question.name() + ".most" + suffix,
                Figure.of(most, null, Better.HIGHER, "1/s", Map.of("connections", CONNECTIONS)));
        return figures;
    }

    private Figure p99(List<Double> millis, Double goal, List<Map<String, Object>> rounds) {
        return Figure.of(
                millis,
                goal,
                Better.LOWER,
                "ms",
                Map.of("per_second", perSecond, "connections", CONNECTIONS, "rounds", rounds));
    }

    private double measured(Question question, List<Map<String, Object>> details) {
        CpuTime before = CpuTime.now(service.processes(), postgresql);
        Outcome outcome = questions.open(question, CONNECTIONS, perSecond);
        CpuTime used = CpuTime.now(service.processes(), postgresql).minus(before);
        Map<String, Object> detail = new TreeMap<>(used.microsPerCall(outcome.calls()));
        for (double percentile : List.of(50.0, 90.0, 99.0, 99.9, 100.0)) {
            detail.put("p" + percentile, Numbers.round(outcome.millis(percentile), 4));
        }
        details.add(detail);
        return outcome.millis(99);
    }

    private void measured(Question question) {
        measured(question, new ArrayList<>());
    }
}
