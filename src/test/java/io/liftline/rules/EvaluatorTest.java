package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the rules find in scripted histories, and what they do not.
class EvaluatorTest {

    private static final Duration HOURS = Duration.ofHours(3);

    /// Each condition begins, lasts, and ends. The rule opens one finding and closes it.
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("low_intake_pressure", h -> h.steady(Channel.PIP, 390, 0.005)),
                fault("underload", h -> h.steady(Channel.MOTOR_CURRENT, 34, 0.01)),
                fault("overload", h -> h.steady(Channel.MOTOR_CURRENT, 71, 0.005)),
                fault("high_motor_temperature", h -> h.steady(Channel.MOTOR_TEMP, 124, 0.002)),
                fault("high_vibration", h -> h.steady(Channel.VIBRATION, 1.4, 0.1)),
                fault("leakage_current", h -> h.steady(Channel.LEAKAGE_CURRENT, 7, 0.05)),
                fault("downthrust", h -> h.steady(Channel.FLOW_RATE, 1_300, 0.01)),
                fault("upthrust", h -> h.steady(Channel.FLOW_RATE, 2_800, 0.01)),
                fault("gas_lock", h -> {
                    SplittableRandom gas = new SplittableRandom(3);
                    h.follows(Channel.MOTOR_CURRENT, _ -> 44 * (1 + gas.nextDouble(-0.35, 0.35)))
                            .follows(
                                    Channel.PIP, m -> Math.max(640, 800 - 4 * m) * (1 + gas.nextDouble(-0.005, 0.005)));
                }),
                fault(
                        "pump_off",
                        h -> h.steady(Channel.MOTOR_CURRENT, 37, 0.01)
                                .steady(Channel.FLOW_RATE, 1_450, 0.01)
                                .steady(Channel.PIP, 500, 0.005)),
                fault(
                        "broken_shaft",
                        h -> h.steady(Channel.MOTOR_CURRENT, 30, 0.01)
                                .steady(Channel.FLOW_RATE, 0, 0)
                                .steady(Channel.PIP, 900, 0.003),
                        "underload", // which is what the limits of the well say of its current and flow
                        "downthrust"));
    }

    /// @param others what is found beside it
    private static Arguments fault(String rule, Consumer<History> change, String... others) {
        return Arguments.of(rule, change, List.of(others));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOpensOneFindingAndClosesIt(String rule, Consumer<History> change, List<String> others) {
        List<String> opened = Stream.concat(Stream.of(rule), others.stream())
                .map(each -> "+" + each)
                .toList();
        List<String> closed =
                opened.stream().map(each -> each.replace('+', '-')).toList();
        History history = new History().passes(HOURS);
        assertThat(history.transitions()).isEmpty();

        change.accept(history);
        history.passes(Duration.ofHours(2)).changesReplica().passes(Duration.ofHours(1));

        assertThat(history.transitions()).containsExactlyInAnyOrderElementsOf(opened);
        assertThat(history.lastOpened().snapshot().getJsonArray("conditions")).isNotEmpty();

        recover(history);
        history.passes(HOURS);

        assertThat(history.transitions().subList(0, opened.size())).containsExactlyInAnyOrderElementsOf(opened);
        assertThat(history.transitions()
                        .subList(opened.size(), history.transitions().size()))
                .containsExactlyInAnyOrderElementsOf(closed);
    }

    private static void recover(History history) {
        history.steady(Channel.FLOW_RATE, 2_000, 0.01)
                .steady(Channel.PIP, 800, 0.005)
                .steady(Channel.MOTOR_TEMP, 95, 0.002)
                .steady(Channel.MOTOR_CURRENT, 45, 0.01)
                .steady(Channel.VIBRATION, 0.3, 0.1)
                .steady(Channel.LEAKAGE_CURRENT, 0.5, 0.1);
    }

    @Test
    void beyondTheTripLimitIsCritical() {
        History history = new History().passes(HOURS);
        history.steady(Channel.MOTOR_TEMP, 145, 0.002)
                .steady(Channel.VIBRATION, 2.5, 0.05)
                .steady(Channel.PIP, 250, 0.005)
                .passes(Duration.ofMinutes(20));

        assertThat(history.transitions())
                .containsExactlyInAnyOrder(
                        "+motor_temperature_trip",
                        "+vibration_trip",
                        "+high_vibration",
                        "+very_low_intake_pressure",
                        "+low_intake_pressure",
                        "+high_motor_temperature");
    }

    @Test
    void theFindingSaysWhatLedToIt() {
        History history = new History().passes(HOURS);
        history.follows(Channel.MOTOR_TEMP, _ -> 125).passes(Duration.ofMinutes(6));

        Transition.Opened opened = history.lastOpened();
        assertThat(opened.rule().severity()).isEqualTo("high");
        assertThat(opened.confidence()).isEqualTo(0.85);
        assertThat(opened.at() / 1_000_000)
                .isEqualTo(History.START.plus(HOURS).plusSeconds(310).getEpochSecond());
        assertThat(opened.snapshot().getString("since")).isEqualTo("2025-11-20T09:00:10Z");
        assertThat(opened.snapshot().getDouble("motor_temp")).isEqualTo(125);
        assertThat(opened.snapshot().getJsonArray("conditions").getJsonObject(0))
                .isEqualTo(new JsonObject(
                        "{\"measure\":\"value\",\"channel\":\"motor_temp\",\"value\":125.0,\"above\":120.0}"));
    }

    @Test
    void aConfirmationMakesItMoreCertain() {
        History history = new History().passes(HOURS);
        history.steady(Channel.PIP, 390, 0.005).passes(Duration.ofMinutes(40));

        assertThat(history.transitions()).containsExactly("+low_intake_pressure");
        assertThat(history.lastOpened().confidence()).isEqualTo(0.8);

        History confirmed = new History().passes(HOURS);
        confirmed.steady(Channel.FLOW_RATE, 1_600, 0.01).passes(Duration.ofMinutes(30));
        confirmed.steady(Channel.PIP, 390, 0.005).passes(Duration.ofMinutes(30));
        assertThat(confirmed.lastOpened().rule().id()).isEqualTo("low_intake_pressure");
        assertThat(confirmed.lastOpened().confidence()).isEqualTo(0.95);
    }

    /// The current rises to six times the usual one, and the flow is far from its range.
    @Test
    void aStartIsNoFault() {
        History history = new History();
        history.steady(Channel.VSD_FREQUENCY, 0, 0)
                .steady(Channel.MOTOR_CURRENT, 0, 0)
                .steady(Channel.FLOW_RATE, 0, 0)
                .steady(Channel.PIP, 1_200, 0.001)
                .passes(HOURS);
        history.follows(Channel.VSD_FREQUENCY, m -> Math.min(50, 10 * m))
                .follows(Channel.MOTOR_CURRENT, m -> m < 1 ? 270 : m < 8 ? 80 : 45)
                .follows(Channel.FLOW_RATE, m -> Math.min(2_000, 150 * m))
                .follows(Channel.PIP, m -> Math.max(800, 1_200 - 40 * m))
                .follows(Channel.VIBRATION, m -> m < 10 ? 3 : 0.3)
                .passes(Duration.ofMinutes(20));
        recover(history);
        history.steady(Channel.VSD_FREQUENCY, 50, 0.001).passes(Duration.ofHours(4));

        assertThat(history.transitions()).isEmpty();
    }

    @Test
    void aStopEndsWhatOnlyARunningPumpCanHave() {
        History history = new History().passes(HOURS);
        history.steady(Channel.MOTOR_CURRENT, 71, 0.005).passes(Duration.ofMinutes(10));
        history.steady(Channel.MOTOR_CURRENT, 0, 0)
                .steady(Channel.VSD_FREQUENCY, 0, 0)
                .steady(Channel.FLOW_RATE, 0, 0)
                .passes(HOURS);

        assertThat(history.transitions()).containsExactly("+overload", "-overload");
    }

    /// Single samples beyond the limits, and values around them.
    @Test
    void noiseIsNoFault() {
        SplittableRandom spikes = new SplittableRandom(11);
        History history = new History();
        history.follows(Channel.MOTOR_TEMP, _ -> spikes.nextInt(20) == 0 ? 180 : 95 + spikes.nextDouble(-1, 1))
                .follows(Channel.PIP, _ -> spikes.nextInt(20) == 0 ? 0 : 800 + spikes.nextDouble(-9, 9))
                .follows(Channel.VIBRATION, _ -> spikes.nextInt(30) == 0 ? 9 : 0.3)
                .follows(Channel.MOTOR_CURRENT, _ -> 45 + spikes.nextDouble(-2, 2))
                .passes(Duration.ofHours(24));

        assertThat(history.transitions()).isEmpty();
    }

    static Stream<Channel> channelsOfRules() {
        return new RuleCatalogue().channels().stream();
    }

    /// A gauge loses one value in thirty, while all channels have noise. The frequency has no zeros, with which the
    /// pump would not count as running.
    @ParameterizedTest
    @MethodSource("channelsOfRules")
    void valuesFarOffOnOneChannelAreNoFault(Channel spiking) {
        Map<Channel, double[]> usualAndSpike = Map.of(
                Channel.PIP, new double[] {800, 0},
                Channel.DISCHARGE_PRESSURE, new double[] {2_500, 0},
                Channel.MOTOR_TEMP, new double[] {95, 180},
                Channel.MOTOR_CURRENT, new double[] {45, 300},
                Channel.VSD_FREQUENCY, new double[] {50, 60},
                Channel.FLOW_RATE, new double[] {2_000, 0},
                Channel.VIBRATION, new double[] {0.3, 9},
                Channel.LEAKAGE_CURRENT, new double[] {0.5, 40},
                Channel.GOR, new double[] {400, 4_000});
        assertThat(usualAndSpike.keySet())
                .containsExactlyInAnyOrderElementsOf(channelsOfRules().toList());
        SplittableRandom random = new SplittableRandom(11);
        History history = new History();
        usualAndSpike.forEach((channel, values) -> history.follows(
                channel,
                _ -> channel == spiking && random.nextInt(30) == 0
                        ? values[1]
                        : values[0] * (1 + random.nextDouble(-0.04, 0.04))));

        history.passes(Duration.ofHours(24));

        assertThat(history.transitions()).isEmpty();
    }

    @Test
    void aFrequencyThatIsChangedIsNoFault() {
        History history = new History().passes(HOURS);
        history.steady(Channel.VSD_FREQUENCY, 36, 0.001)
                .steady(Channel.MOTOR_CURRENT, 37, 0.01)
                .steady(Channel.FLOW_RATE, 1_440, 0.01)
                .steady(Channel.PIP, 1_000, 0.005)
                .passes(Duration.ofHours(6));

        assertThat(history.transitions()).isEmpty();
    }

    @Test
    void fluctuatingIntakePressureExcludesABrokenShaft() {
        SplittableRandom gas = new SplittableRandom(5);
        History history = new History().passes(HOURS);
        history.steady(Channel.MOTOR_CURRENT, 32, 0.01)
                .steady(Channel.FLOW_RATE, 100, 0.01)
                .follows(Channel.PIP, _ -> 850 * (1 + gas.nextDouble(-0.2, 0.2)))
                .passes(HOURS);

        assertThat(history.transitions()).doesNotContain("+broken_shaft").contains("+underload");
    }

    @Test
    void aValueThatIsRepeatedForHoursIsFrozen() {
        History history = new History().passes(HOURS);
        history.steady(Channel.PIP, 801, 0).passes(Duration.ofMinutes(115));
        assertThat(history.transitions()).isEmpty();
        history.passes(Duration.ofMinutes(15));
        assertThat(history.transitions()).containsExactly("+frozen_sensor");
        history.steady(Channel.PIP, 800, 0.005).passes(Duration.ofMinutes(1));
        assertThat(history.transitions()).containsExactly("+frozen_sensor", "-frozen_sensor");
    }

    @Test
    void withoutLimitsOrChannelsARuleIsSilent() {
        History history = new History(new JsonObject());
        history.without(Channel.FLOW_RATE).passes(HOURS);
        history.steady(Channel.MOTOR_TEMP, 200, 0.01)
                .steady(Channel.PIP, 10, 0.01)
                .steady(Channel.MOTOR_CURRENT, 300, 0.01)
                .passes(Duration.ofHours(2));

        assertThat(history.transitions()).isEmpty();
    }
}
