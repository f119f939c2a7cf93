package io.liftline.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A quantity that a gateway measures at a well. Each channel is one column of `esp_telemetry`. It has one
/// canonical unit and a plausible range, in that unit; a value outside of the range is a measurement error.
/// The constants are in column order.
///
/// To add a channel, add a constant here and a migration that adds the column.
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
    /// Output frequency of the variable-speed drive.
    VSD_FREQUENCY(Unit.HERTZ, 0, 400),
    POWER(Unit.KILOWATT, 0, 5_000),
    TORQUE(Unit.NEWTON_METRE, -100_000, 100_000),
    VIBRATION(Unit.STANDARD_GRAVITY, 0, 100),
    /// Current from the motor windings to earth. A rise indicates that the insulation is failing.
    LEAKAGE_CURRENT(Unit.MILLIAMPERE, 0, 10_000),
    CHOKE(Unit.PERCENT, 0, 100),
    WATER_CUT(Unit.PERCENT, 0, 100),
    /// Gas-oil ratio.
    GOR(Unit.SCF_PER_BARREL, 0, 1_000_000),
    FLOW_VARIANCE(Unit.BARREL_PER_DAY_SQUARED, 0, 1e12);

    /// All channels, in column order.
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

    /// The name of the database column, which is also the field name in every format.
    public String column() {
        return column;
    }

    /// The canonical unit, in which values are stored and returned.
    public Unit unit() {
        return unit;
    }

    /// The lowest plausible value, inclusive, in the canonical unit.
    public double low() {
        return low;
    }

    /// The highest plausible value, inclusive, in the canonical unit.
    public double high() {
        return high;
    }

    /// Whether a value in the canonical unit is within the plausible range. NaN is not.
    public boolean plausible(double value) {
        return value >= low && value <= high;
    }

    /// The channel with this column name, case-sensitive. Empty if there is none.
    public static Optional<Channel> of(String column) {
        return Optional.ofNullable(BY_COLUMN.get(column));
    }
}
