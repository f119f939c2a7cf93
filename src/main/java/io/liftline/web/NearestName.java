package io.liftline.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name with the smallest edit distance to a misspelled one.
public final class NearestName {

    /// Longer texts are not compared, which bounds the work.
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /// The known name nearest to a text. Empty if more than a third of its letters differ.
    public static Optional<String> of(String text, Collection<String> known) {
        return text.length() > MAX_LENGTH
                ? Optional.empty()
                : known.stream()
                        .filter(name -> EditDistance.between(text, name) <= Math.max(1, name.length() / 3))
                        .min(Comparator.comparingInt((String name) -> EditDistance.between(text, name))
                                .thenComparing(name -> name));
    }
}
