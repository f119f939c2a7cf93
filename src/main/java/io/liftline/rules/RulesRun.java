package io.liftline.rules;

import io.liftline.telemetry.Timestamp;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// One run of the worker: evaluates the samples that have come since the last one, some wells at a time. The
/// findings and the state of these wells are one transaction. So after a crash, another run continues without
/// a finding more or less.
final class RulesRun {

    private static final Logger LOG = Logger.getLogger(RulesRun.class);

    /// How many wells are evaluated in a transaction.
    static final int WELLS = 100;

    /// How many samples are evaluated in a transaction, at most. Its wells have equal shares.
    static final int SAMPLES = 20_000;

    /// Maximum duration of a run that is behind. The next run continues.
    private static final Duration BUDGET = Duration.ofSeconds(15);

    private final RulesSession session;
    private final Evaluator evaluator;
    private final RulesMetrics metrics;
    private final Instant floor;
    private final Instant until;

    /// @param now the time of this run
    RulesRun(RulesSession session, Evaluator evaluator, RulesMetrics metrics, RulesConfig config, Instant now) {
        this.session = session;
        this.evaluator = evaluator;
        this.metrics = metrics;
        this.floor = now.minus(config.lookBack());
        this.until = now.minus(config.settle());
    }

    /// Evaluates everything up to now, or as much as there is time for: each well once, then in turn those that
    /// had more samples than their share.
    ///
    /// @return whether everything was evaluated
    boolean complete() throws SQLException {
        long end = System.nanoTime() + BUDGET.toNanos();
        Deque<String> behind = everyWell();
        while (!behind.isEmpty() && System.nanoTime() < end) {
            List<String> next = Stream.generate(behind::removeFirst)
                    .limit(Math.min(WELLS, behind.size()))
                    .toList();
            behind.addAll(evaluateOrDivide(session.wells(next, floor)));
        }
        if (behind.isEmpty()) {
            session.complete(until);
        }
        return behind.isEmpty();
    }

    /// Evaluates each well once.
    ///
    /// @return the wells that have more samples
    private Deque<String> everyWell() throws SQLException {
        Deque<String> behind = new ArrayDeque<>();
        String after = "";
        List<RuledWell> wells;
        do {
            wells = session.wellsAfter(after, WELLS, floor);
            behind.addAll(evaluateOrDivide(wells));
            after = wells.isEmpty() ? after : wells.getLast().wellId();
        } while (wells.size() == WELLS);
        return behind;
    }

    /// A well whose findings the database refuses, for example by a constraint of its owner, must not stop the
    /// others. So if the wells cannot be evaluated together, they are one by one.
    ///
    /// @return the wells that have more samples
    private List<String> evaluateOrDivide(List<RuledWell> wells) throws SQLException {
        try {
            return evaluate(wells);
        } catch (SQLException e) {
            if (!session.isUsable()) {
                throw e;
            }
        }
        List<String> behind = new ArrayList<>();
        for (RuledWell well : wells) {
            try {
                behind.addAll(evaluate(session.wells(List.of(well.wellId()), floor)));
            } catch (SQLException e) {
                metrics.failed();
                LOG.warnf(
                        "Could not evaluate the rules for a well: well=\"%s\" reason=\"%s\"",
                        well.wellId(),
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return behind;
    }

    private List<String> evaluate(List<RuledWell> wells) throws SQLException {
        int share = SAMPLES / Math.max(1, wells.size());
        List<List<Sample>> samples = session.samples(wells, floor, until, share);
        List<Rule> opened = new ArrayList<>();
        session.together(() -> {
            List<RuledWell> changed = new ArrayList<>();
            for (int i = 0; i < wells.size(); i++) {
                RuledWell well = wells.get(i);
                List<Sample> ofWell = samples.get(i);
                if (!ofWell.isEmpty()) {
                    for (Sample sample : ofWell) {
                        opened.addAll(apply(well, evaluator.take(well.state(), well.limits(), sample)));
                    }
                    changed.add(new RuledWell(well.wellId(), well.limits(), well.after(), false, well.state()));
                } else if (!well.isSilent() && well.state().at() != Episode.NEVER) {
                    List<Transition> silence = evaluator.silence(well.state(), well.limits(), Timestamp.micros(until));
                    opened.addAll(apply(well, silence));
                    if (!silence.isEmpty()) {
                        changed.add(new RuledWell(well.wellId(), well.limits(), well.after(), true, well.state()));
                    }
                }
            }
            session.keep(changed);
        });
        opened.forEach(metrics::opened); // after the commit: a transaction that fails is tried again
        return IntStream.range(0, wells.size())
                .filter(i -> samples.get(i).size() == share)
                .mapToObj(i -> wells.get(i).wellId())
                .toList();
    }

    /// Stores what has changed.
    ///
    /// @return the rules that have opened a finding
    private List<Rule> apply(RuledWell well, List<Transition> transitions) throws SQLException {
        List<Rule> rules = new ArrayList<>();
        for (Transition transition : transitions) {
            switch (transition) {
                case Transition.Opened opened -> {
                    if (session.open(well.wellId(), opened).isPresent()) {
                        rules.add(opened.rule());
                    }
                }
                case Transition.Closed closed -> session.close(well.wellId(), closed);
            }
        }
        return rules;
    }
}
