package io.liftline.ingest.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/// The words and numbers that mean "not measured" in a body (parameter `null`), such as `Bad Input` or `-999.25`.
/// Upper and lower case are the same; numbers are compared as they are written, in the unit of the body.
public final class NotMeasured {

    /// Nothing but an empty field means it.
    public static final NotMeasured EMPTY_ONLY = new NotMeasured(List.of());

    private final Set<String> words = new HashSet<>();
    private final double[] numbers;

    /// @param words as the client declares them
    public NotMeasured(List<String> words) {
        this.numbers = words.stream()
                .map(NotMeasured::number)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        words.forEach(word -> this.words.add(word.toLowerCase(Locale.ROOT)));
    }

    /// Whether a number means it.
    public boolean isDeclared(double value) {
        for (double number : numbers) {
            if (number == value) {
                return true;
            }
        }
        return false;
    }

    /// Whether a word means it.
    public boolean isDeclared(String text) {
        return !words.isEmpty() && words.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static OptionalDouble number(String word) {
        try {
            return OptionalDouble.of(Double.parseDouble(word));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }
}
