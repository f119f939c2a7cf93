package io.liftline.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which of the known names was probably meant: the one with the fewest edits.
public final class NearestName {

    /// A longer text is no name.
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /// The known name nearest to a text; empty when more than a third of its letters differ.
    public static Optional<String> of(String text, Collection<String> known) {
        return text.length() > MAX_LENGTH
                ? Optional.empty()
                : known.stream()
                        .filter(name -> EditDistance.between(text, name) <= Math.max(1, name.length() / 3))
                        .min(Comparator.comparingInt((String name) -> EditDistance.between(text, name))
                                .thenComparing(name -> name));
    }
}
