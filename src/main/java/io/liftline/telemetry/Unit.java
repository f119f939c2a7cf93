package io.liftline.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A unit of measurement, defined by its linear conversion to one reference unit of its quantity:
/// `reference = value × scale + offset`.
///
/// Factors are exact where an exact definition exists: pound-force, inch, foot and US oil barrel from NIST SP
/// 811 (2008), appendix B; mechanical horsepower as 550 ft·lbf/s; standard gravity as 9.80665 m/s² (3rd CGPM,
/// 1901). Gas-oil ratios are converted by volume only: the small difference between standard conditions at
/// 60 °F and at 15 °C is not corrected.
public enum Unit {
    BARREL_PER_DAY(Quantity.FLOW, 0.158987294928, "bbl/d"),
    CUBIC_METRE_PER_DAY(Quantity.FLOW, 1, "m3/d"),

    PSI(Quantity.PRESSURE, 6894.757293168361, "psi"),
    PASCAL(Quantity.PRESSURE, 1, "Pa"),
    KILOPASCAL(Quantity.PRESSURE, 1e3, "kPa"),
    MEGAPASCAL(Quantity.PRESSURE, 1e6, "MPa"),
    BAR(Quantity.PRESSURE, 1e5, "bar"),

    CELSIUS(Quantity.TEMPERATURE, 1, 273.15, "°C", "degC"),
    FAHRENHEIT(Quantity.TEMPERATURE, 5.0 / 9.0, 459.67 * 5.0 / 9.0, "degF", "°F"),
    KELVIN(Quantity.TEMPERATURE, 1, "K"),

    AMPERE(Quantity.CURRENT, 1, "A"),
    MILLIAMPERE(Quantity.CURRENT, 1e-3, "mA"),

    VOLT(Quantity.VOLTAGE, 1, "V"),
    KILOVOLT(Quantity.VOLTAGE, 1e3, "kV"),

    HERTZ(Quantity.FREQUENCY, 1, "Hz"),

    KILOWATT(Quantity.POWER, 1e3, "kW"),
    WATT(Quantity.POWER, 1, "W"),
    HORSEPOWER(Quantity.POWER, 745.6998715822702, "hp"),

    NEWTON_METRE(Quantity.TORQUE, 1, "N·m", "N.m"),
    FOOT_POUND(Quantity.TORQUE, 1.3558179483314004, "ft.lbf", "ft·lbf"),

    STANDARD_GRAVITY(Quantity.ACCELERATION, 9.80665, "g"),
    METRE_PER_SECOND_SQUARED(Quantity.ACCELERATION, 1, "m/s2", "m/s²"),

    PERCENT(Quantity.FRACTION, 0.01, "%"),
    FRACTION(Quantity.FRACTION, 1, "1"),

    SCF_PER_BARREL(Quantity.GAS_OIL_RATIO, 0.028316846592 / 0.158987294928, "scf/bbl"),
    CUBIC_METRE_PER_CUBIC_METRE(Quantity.GAS_OIL_RATIO, 1, "m3/m3"),

    BARREL_PER_DAY_SQUARED(Quantity.FLOW_VARIANCE, 1, "(bbl/d)²", "(bbl/d)2");

    private enum Quantity {
        FLOW,
        PRESSURE,
        TEMPERATURE,
        CURRENT,
        VOLTAGE,
        FREQUENCY,
        POWER,
        TORQUE,
        ACCELERATION,
        FRACTION,
        GAS_OIL_RATIO,
        FLOW_VARIANCE
    }

    private static final Map<String, Unit> BY_SYMBOL = bySymbol();

    private final Quantity quantity;
    private final double scale;
    private final double offset;
    private final List<String> symbols;

    Unit(Quantity quantity, double scale, String... symbols) {
        this(quantity, scale, 0, symbols);
    }

    Unit(Quantity quantity, double scale, double offset, String... symbols) {
        this.quantity = quantity;
        this.scale = scale;
        this.offset = offset;
        this.symbols = List.of(symbols);
    }

    /// The symbol in which the service writes this unit, such as `psi`.
    public String symbol() {
        return symbols.getFirst();
    }

    /// The unit with this symbol. Symbols are case-sensitive (`mA` is not `MA`). Empty if no unit has it.
    public static Optional<Unit> of(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }

    /// Whether this unit converts to the other, because both measure the same quantity.
    public boolean convertsTo(Unit other) {
        return quantity == other.quantity;
    }

    /// Converts a value from this unit to `target`. If the two are the same, the value is returned unchanged, bit
    /// for bit.
    ///
    /// @throws IllegalArgumentException if the two units measure different quantities
    public double convert(double value, Unit target) {
        if (this == target) {
            return value;
        }
        if (!convertsTo(target)) {
            throw new IllegalArgumentException(symbol() + " does not convert to " + target.symbol());
        }
        return (value * scale + offset - target.offset) / target.scale;
    }

    /// All units that convert to this one, with this one first.
    public List<Unit> accepted() {
        return Arrays.stream(values())
                .filter(this::convertsTo)
                .sorted((a, b) -> Boolean.compare(b == this, a == this))
                .toList();
    }

    private static Map<String, Unit> bySymbol() {
        Map<String, Unit> all = new HashMap<>();
        for (Unit unit : values()) {
            for (String symbol : unit.symbols) {
                all.put(symbol, unit);
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
