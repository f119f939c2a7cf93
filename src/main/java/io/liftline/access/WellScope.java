package io.liftline.access;

import io.liftline.telemetry.WellId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The wells that a caller may access: a set of well ids and prefixes that end with `*`. `*` alone permits
/// every well; an empty set permits none.
///
/// The rule is implemented twice, in Java by [#permits] and in SQL by [#predicate]. A test compares the two.
public final class WellScope {

    /// The maximum number of patterns. They are part of every token, and a token must fit into a request
    /// header.
    public static final int MAX_PATTERNS = 200;

    private static final WellScope ALL = of(List.of("*"));
    private static final WellScope NONE = of(List.of());

    private final List<String> patterns;
    private final Set<String> exactIds;
    private final List<String> prefixes;

    private WellScope(List<String> patterns) {
        this.patterns = patterns;
        this.exactIds = patterns.stream().filter(p -> !p.endsWith("*")).collect(Collectors.toUnmodifiableSet());
        this.prefixes = patterns.stream()
                .filter(p -> p.endsWith("*"))
                .map(p -> p.substring(0, p.length() - 1))
                .toList();
    }

    /// The scope of every well.
    public static WellScope all() {
        return ALL;
    }

    /// The scope without any well.
    public static WellScope none() {
        return NONE;
    }

    /// The scope with these patterns, without repeated ones.
    ///
    /// @param patterns well ids of 1 to 50 characters, or prefixes of at most 50 characters including the final
    ///     `*`
    /// @throws IllegalArgumentException if a pattern is neither, naming it, or if there are more than
    ///     [#MAX_PATTERNS]
    public static WellScope of(List<String> patterns) {
        List<String> distinct = patterns.stream().distinct().toList();
        if (distinct.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException(
                    "%d well patterns are too many, at most %d are allowed".formatted(distinct.size(), MAX_PATTERNS));
        }
        for (String pattern : distinct) {
            if (!isPattern(pattern)) {
                throw new IllegalArgumentException(
                        "'%s' is no well pattern: a well id, or a prefix ending in *, of at most 50 characters"
                                .formatted(pattern));
            }
        }
        return new WellScope(distinct);
    }

    /// The scope with stored patterns. A text that is none, which another program has stored, permits no well: it
    /// must neither keep its user from the other wells, nor the replica from reading the other rows.
    public static WellScope stored(@Nullable String[] texts) {
        List<String> patterns = new ArrayList<>();
        for (String text : texts) {
            if (text != null && isPattern(text)) {
                patterns.add(text);
            }
        }
        return new WellScope(patterns.stream().distinct().limit(MAX_PATTERNS).toList());
    }

    private static boolean isPattern(String text) {
        if (!text.endsWith("*")) {
            return WellId.isValid(text);
        }
        String prefix = text.substring(0, text.length() - 1);
        return prefix.isEmpty() || WellId.isValid(prefix + "0");
    }

    /// The SQL condition on the column `well_id` that selects the permitted wells.
    ///
    /// It has two parameters of type `text[]`: [#exactIds] at `first` and [#prefixes] at `first + 1`. `^@` is
    /// PostgreSQL's "starts with" operator. Unlike `LIKE`, it has no wildcards.
    ///
    /// @param first number of the first of the two parameters, from 1
    public static String predicate(int first) {
        return "(well_id = ANY($%d::text[]) OR well_id ^@ ANY($%d::text[]))".formatted(first, first + 1);
    }

    /// Whether this well is permitted.
    public boolean permits(String wellId) {
        for (String prefix : prefixes) { // no stream: this runs for every sample and must not allocate
            if (prefix.isEmpty() || wellId.startsWith(prefix)) {
                return true;
            }
        }
        return exactIds.contains(wellId);
    }

    /// The well ids of the scope, for the first parameter of [#predicate]. A new array for each call.
    public String[] exactIds() {
        return exactIds.toArray(String[]::new);
    }

    /// The prefixes of the scope without `*`, for the second parameter of [#predicate]. A new array for each
    /// call.
    public String[] prefixes() {
        return prefixes.toArray(String[]::new);
    }

    /// The patterns that the scope was created with, without repeated ones.
    public List<String> patterns() {
        return patterns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WellScope scope && scope.patterns.equals(patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return "WellScope" + patterns;
    }
}
