package io.liftline.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a gateway measures at a well: one column of `esp_telemetry` each, with one canonical unit and the
/// range outside of which a value cannot be real. The constants stand in the order of the columns.
///
/// To add a channel: one constant here, one migration that adds the column.
public enum Channel {
    FLOW_RATE(Unit.BARREL_PER_DAY, 0, 100_000),
    /// Pump intake pressure.
    PIP(Unit.PSI, -15, 20_000),
    DISCHARGE_PRESSURE(Unit.PSI, -15, 20_000),
    WELLHEAD_PRESSURE(Unit.PSI, -15, 20_000),
    CASING_PRESSURE(Unit.PSI, -15, 20_000),
    MOTOR_TEMP(Unit.CELSIUS, -50, 400),
    INTAKE_TEMP(Unit.CELSIUS, -50, 400),
    MOTOR_CURRENT(Unit.AMPERE, 0, 2_000),
    MOTOR_VOLTAGE(Unit.VOLT, 0, 10_000),
    /// Frequency that the variable-speed drive puts out.
    VSD_FREQUENCY(Unit.HERTZ, 0, 400),
    POWER(Unit.KILOWATT, 0, 5_000),
    TORQUE(Unit.NEWTON_METRE, -100_000, 100_000),
    VIBRATION(Unit.STANDARD_GRAVITY, 0, 100),
    /// Current from the motor's windings to earth; a rise foretells an insulation failure.
    LEAKAGE_CURRENT(Unit.MILLIAMPERE, 0, 10_000),
    CHOKE(Unit.PERCENT, 0, 100),
    WATER_CUT(Unit.PERCENT, 0, 100),
    /// Gas-oil ratio.
    GOR(Unit.SCF_PER_BARREL, 0, 1_000_000),
    FLOW_VARIANCE(Unit.BARREL_PER_DAY_SQUARED, 0, 1e12);

    /// Every channel, in column order.
    public static final List<Channel> ALL = List.of(values());

    private static final Map<String, Channel> BY_COLUMN = Collections.unmodifiableMap(
            Arrays.stream(values()).collect(Collectors.toMap(Channel::column, Function.identity())));

    private final String column;
    private final Unit unit;
    private final double low;
    private final double high;

    Channel(Unit unit, double low, double high) {
        this.column = name().toLowerCase(Locale.ROOT);
        this.unit = unit;
        this.low = low;
        this.high = high;
    }

    /// The name of the column, and of the field in every format.
    public String column() {
        return column;
    }

    /// The canonical unit: what is stored and what every answer is in.
    public Unit unit() {
        return unit;
    }

    /// The least plausible value, in the canonical unit, itself allowed.
    public double low() {
        return low;
    }

    /// The greatest plausible value, in the canonical unit, itself allowed.
    public double high() {
        return high;
    }

    /// Whether a value in the canonical unit can be real; NaN is not.
    public boolean plausible(double value) {
        return value >= low && value <= high;
    }

    /// The channel of this column name, which is matched exactly.
    public static Optional<Channel> of(String column) {
        return Optional.ofNullable(BY_COLUMN.get(column));
    }
}
