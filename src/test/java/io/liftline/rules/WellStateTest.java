package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.liftline.well.WellLimits;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is remembered of a well between its samples: across gaps, silence and replicas, and how much of it.
class WellStateTest {

    private static final Duration HOURS = Duration.ofHours(3);

    @Test
    void whatIsTrueBeforeAndAfterAGapHasNotLasted() {
        History history = new History().passes(HOURS);
        history.steady(Channel.PIP, 390, 0.005)
                .passes(Duration.ofMinutes(6))
                .skips(Duration.ofHours(2))
                .passes(Duration.ofMinutes(6));

        assertThat(history.transitions()).isEmpty();

        history.passes(Duration.ofMinutes(6));
        assertThat(history.transitions()).containsExactly("+low_intake_pressure");
    }

    @Test
    void aFindingOutlivesAGap() {
        History history = new History().passes(HOURS);
        history.steady(Channel.PIP, 390, 0.005)
                .passes(Duration.ofMinutes(20))
                .skips(Duration.ofHours(2))
                .passes(Duration.ofMinutes(20));

        assertThat(history.transitions()).containsExactly("+low_intake_pressure");
    }

    /// The value swings around the limit more slowly than it must last.
    @Test
    void hysteresisKeepsAFindingOpen() {
        History history = new History().passes(HOURS);
        history.follows(Channel.PIP, m -> (m / 15) % 2 < 1 ? 390 : 410).passes(Duration.ofHours(6));

        assertThat(history.transitions()).containsExactly("+low_intake_pressure");
    }

    @Test
    void aWellWithoutSamplesIsSilentOnceUntilTheNextOne() {
        History history = new History().passes(HOURS);
        history.isSilent(Duration.ofMinutes(25)).passes(Duration.ofMinutes(5));
        assertThat(history.transitions()).isEmpty();

        history.isSilent(Duration.ofHours(5)).changesReplica().isSilent(Duration.ofHours(1));
        assertThat(history.transitions()).containsExactly("+silent_well");

        history.passes(Duration.ofMinutes(1));
        assertThat(history.transitions()).containsExactly("+silent_well", "-silent_well");
    }

    /// Sampled every five minutes, as in many historians.
    @Test
    void rareSamplesAreEnough() {
        History history = new History().every(Duration.ofMinutes(5)).passes(Duration.ofHours(24));
        assertThat(history.transitions()).isEmpty();
        history.steady(Channel.MOTOR_TEMP, 125, 0.002).passes(Duration.ofMinutes(15));
        assertThat(history.transitions()).containsExactly("+high_motor_temperature");
    }

    @Test
    void aSampleThatIsLateIsLeftOut() {
        Evaluator evaluator = new Evaluator(new RuleCatalogue());
        WellState state = new WellState();
        WellLimits limits = WellLimits.of(new JsonObject());
        evaluator.take(state, limits, new Sample(2_000_000, Sample.nothing()));

        List<Transition> late = evaluator.take(state, limits, new Sample(1_000_000, Sample.nothing()));

        assertThat(late).isEmpty();
        assertThat(state.at()).isEqualTo(2_000_000);
    }

    @Test
    void theStateOfAWellIsBounded() {
        Evaluator evaluator = new Evaluator(new RuleCatalogue());
        WellState state = new WellState();
        SplittableRandom any = new SplittableRandom(1);
        WellLimits limits = WellLimits.of(new JsonObject());
        for (int i = 0; i < 20_000; i++) {
            double[] values = Sample.nothing();
            for (Channel channel : Channel.ALL) {
                values[channel.ordinal()] = any.nextDouble(channel.low(), channel.high());
            }
            evaluator.take(state, limits, new Sample(i * 1_000_000L, values));
        }

        assertThat(state.json().length()).isLessThan(4_000);
        assertThat(WellState.of(state.json()).json()).isEqualTo(state.json());
    }
}
