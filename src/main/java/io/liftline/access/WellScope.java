package io.liftline.access;

import io.liftline.telemetry.WellId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which wells a caller may see: well ids, and prefixes ending in `*`. `*` alone is every well; no pattern
/// is none.
///
/// The same rule exists twice, here as [#permits] and in SQL as [#predicate]; a test holds them together.
public final class WellScope {

    /// The most patterns one scope holds. They travel in every token, and a token has to fit into a request
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

    /// Every well.
    public static WellScope all() {
        return ALL;
    }

    /// No well.
    public static WellScope none() {
        return NONE;
    }

    /// The scope of these patterns; repeated ones count once.
    ///
    /// @param patterns well ids of 1 to 50 characters, or prefixes that are with their final `*` at most 50
    /// long
    /// @throws IllegalArgumentException when a pattern is neither, naming it, or when there are more than
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

    private static boolean isPattern(String text) {
        if (!text.endsWith("*")) {
            return WellId.isValid(text);
        }
        String prefix = text.substring(0, text.length() - 1);
        return prefix.isEmpty() || WellId.isValid(prefix + "0");
    }

    /// The SQL condition that keeps the rows of permitted wells, on the column `well_id`.
    ///
    /// It takes two parameters of type `text[]`: [#exactIds] at `first` and [#prefixes] at `first + 1`.
    /// `^@` is PostgreSQL's starts-with; unlike `LIKE` it gives `%` and `_` no meaning.
    ///
    /// @param first number of the first of the two parameters, from 1
    public static String predicate(int first) {
        return "(well_id = ANY($%d::text[]) OR well_id ^@ ANY($%d::text[]))".formatted(first, first + 1);
    }

    /// Whether this well may be seen.
    public boolean permits(String wellId) {
        for (String prefix : prefixes) { // asked for every sample: no stream, no garbage
            if (prefix.isEmpty() || wellId.startsWith(prefix)) {
                return true;
            }
        }
        return exactIds.contains(wellId);
    }

    /// The well ids that are named in full, for the first parameter of [#predicate]; a new array each time.
    public String[] exactIds() {
        return exactIds.toArray(String[]::new);
    }

    /// The prefixes without their `*`, for the second parameter of [#predicate]; a new array each time.
    public String[] prefixes() {
        return prefixes.toArray(String[]::new);
    }

    /// The patterns as they were given, each once.
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
