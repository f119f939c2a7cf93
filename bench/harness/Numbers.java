package harness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;

/// Median and rounding.
public final class Numbers {

    private Numbers() {}

    /// The middle value; the mean of the two middle ones when their number is even.
    public static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The value rounded to so many significant digits, for reading.
    public static double round(double value, int digits) {
        return value == 0 || !Double.isFinite(value)
                ? value
                : new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }
}
