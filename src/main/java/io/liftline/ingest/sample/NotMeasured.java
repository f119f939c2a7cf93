package io.liftline.ingest.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/// The texts and numbers that mean "not measured" in a body (parameter `null`), such as `Bad Input` or
/// `-999.25`. Texts are not case-sensitive. Numbers are compared before unit conversion.
public final class NotMeasured {

    /// Only an empty field means "not measured".
    public static final NotMeasured EMPTY_ONLY = new NotMeasured(List.of());

    private final Set<String> words = new HashSet<>();
    private final double[] numbers;

    /// @param words as declared by the client
    public static NotMeasured of(List<String> words) {
        return words.isEmpty() ? EMPTY_ONLY : new NotMeasured(words);
    }

    private NotMeasured(List<String> words) {
        this.numbers = words.stream()
                .map(NotMeasured::number)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        words.forEach(word -> this.words.add(word.toLowerCase(Locale.ROOT)));
    }

    /// Whether this number means "not measured".
    public boolean isDeclared(double value) {
        for (double number : numbers) {
            if (number == value) {
                return true;
            }
        }
        return false;
    }

    /// Whether this text means "not measured".
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
