package io.liftline.query.format;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/// The text around the values of a sample, as UTF-8.
public final class RowLayout {

    /// What is between two samples.
    final byte[] between;

    /// What follows the time.
    final byte[] afterTime;

    /// What is before each value.
    final byte[][] beforeValues;

    /// A value that was not measured.
    final byte[] missing;

    /// What follows the last value.
    final byte[] end;

    /// Maximum number of bytes of a sample without its well.
    final int longest;

    private final UnaryOperator<String> well;
    private final DoubleFunction<String> notFinite;

    private RowLayout(
            String between,
            UnaryOperator<String> well,
            String afterTime,
            List<String> beforeValues,
            String missing,
            DoubleFunction<String> notFinite,
            String end) {
        this.between = bytes(between);
        this.well = well;
        this.afterTime = bytes(afterTime);
        this.beforeValues = beforeValues.stream().map(RowLayout::bytes).toArray(byte[][]::new);
        this.missing = bytes(missing);
        this.notFinite = notFinite;
        this.end = bytes(end);
        this.longest = this.between.length
                + TimeText.LONGEST
                + this.afterTime.length
                + Arrays.stream(this.beforeValues)
                        .mapToInt(before -> before.length)
                        .sum()
                + this.beforeValues.length * Math.max(this.missing.length, NumberText.LONGEST)
                + this.end.length;
    }

    /// `{"well_id": …, "timestamp": …, "pip": …}`. A value that is not finite is a text, as Jackson writes it.
    ///
    /// @param between what is between two samples
    /// @param end what follows each
    static RowLayout json(SampleColumns columns, String between, String end) {
        return new RowLayout(
                between,
                well -> "{\"well_id\":\"" + quoted(well) + "\",\"timestamp\":\"",
                "\"",
                columns.channels().stream()
                        .map(channel -> ",\"" + channel.column() + "\":")
                        .toList(),
                "null",
                value -> "\"" + value + "\"",
                "}" + end);
    }

    /// A line of CSV.
    ///
    /// @param well the text of a well and a comma
    /// @param missing a value that was not measured
    public static RowLayout csv(SampleColumns columns, UnaryOperator<String> well, String missing) {
        return new RowLayout(
                "", well, "", columns.channels().stream().map(_ -> ",").toList(), missing, Double::toString, "\n");
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsUTF8(text), StandardCharsets.UTF_8);
    }

    /// What is before the time of a sample of a well.
    byte[] well(String id) {
        return bytes(well.apply(id));
    }

    /// A value that is not a number, or infinite.
    byte[] notFinite(double value) {
        return bytes(notFinite.apply(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
