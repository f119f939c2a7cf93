package io.liftline.query.series;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is computed of the values of a channel in a bucket.
public enum Aggregate {
    AVG(Figure.COUNT, Figure.SUM),
    MIN(Figure.MIN),
    MAX(Figure.MAX),
    /// The number of measured values; 0 in an empty bucket.
    COUNT(Figure.COUNT),
    SUM(Figure.COUNT, Figure.SUM),
    /// The value of the earliest time.
    FIRST(Figure.FIRST),
    /// The value of the latest time.
    LAST(Figure.LAST),
    /// The sample standard deviation, with n - 1 as divisor; null for a single value.
    STDDEV(Figure.STDDEV),
    /// The time-weighted average: each value counts for the time until the next one. The last value before a
    /// bucket counts until the first one in it.
    TWA(Figure.INTEGRAL, Figure.FIRST_AT, Figure.LAST);

    private final Set<Figure> figures;

    Aggregate(Figure... figures) {
        this.figures = EnumSet.copyOf(Arrays.asList(figures));
    }

    /// The figures that it is computed from.
    Set<Figure> figures() {
        return EnumSet.copyOf(figures);
    }

    /// The name in requests and answers.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `aggregates=avg,max`. If blank, `avg`.
    ///
    /// @throws ProblemException 400 if a name is unknown
    public static List<Aggregate> parse(List<String> names) {
        List<String> given = names.stream()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
        return given.isEmpty()
                ? List.of(AVG)
                : given.stream().map(Aggregate::parse).distinct().toList();
    }

    private static Aggregate parse(String name) {
        return Arrays.stream(values())
                .filter(aggregate -> aggregate.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "aggregates has '%s', but must be of %s"
                                .formatted(
                                        name.length() <= 64 ? name : name.substring(0, 64),
                                        Arrays.stream(values())
                                                .map(Aggregate::text)
                                                .collect(Collectors.joining(", ")))));
    }
}
