package ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the gauges of the benchmark's wells measure, and how finely: values are whole numbers of their last
/// digit, and walk by a few of them from sample to sample.
enum Signal {
    FLOW_RATE(1, 500, 4_000),
    PIP(1, 300, 2_500),
    DISCHARGE_PRESSURE(1, 1_500, 4_500),
    WELLHEAD_PRESSURE(1, 100, 600),
    MOTOR_TEMP(1, 70, 160),
    INTAKE_TEMP(1, 50, 110),
    MOTOR_CURRENT(1, 20, 120),
    VSD_FREQUENCY(1, 40, 65),
    VIBRATION(2, 0, 3);

    /// All of them, in the order of the columns.
    static final List<Signal> ALL = List.of(values());

    /// How many there are.
    static final int COUNT = ALL.size();

    /// How many decimals a gauge gives.
    final int decimals;

    /// Ten to the power of `decimals`.
    final int scale;

    /// Bounds of the walk, in units of the last digit.
    final int low;

    final int high;

    Signal(int decimals, int low, int high) {
        this.decimals = decimals;
        this.scale = decimals == 1 ? 10 : 100;
        this.low = low * scale;
        this.high = high * scale;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The columns of all signals.
    static List<String> columns() {
        return Arrays.stream(values()).map(Signal::column).toList();
    }
}
