package io.liftline.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The media types that a request accepts, from its `Accept` header (RFC 9110, section 12.5.1).
///
/// Parameters of a media range other than `q`, such as `charset`, are not compared. An invalid element is
/// ignored.
///
/// @param ranges the media ranges, in the order of the header
public record Accept(List<Range> ranges) {

    private static final Accept ANYTHING = new Accept(List.of(new Range("*", "*", 1)));
    private static final List<String> ANY = List.of("*/*");

    private static final Comparator<Range> MOST_SPECIFIC =
            Comparator.comparingInt(Range::specificity).thenComparingDouble(Range::quality);

    /// `type/subtype`, each a token (RFC 9110, section 5.6.2).
    private static final Pattern RANGE = Pattern.compile("([\\w!#$%&'*+.^`|~-]+)/([\\w!#$%&'*+.^`|~-]+)");

    private static final Pattern WEIGHT = Pattern.compile("[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");

    /// One media range.
    ///
    /// @param type such as `text`, or `*`
    /// @param subtype such as `csv`, or `*`
    /// @param quality from 0, not accepted, to 1
    public record Range(String type, String subtype, double quality) {

        /// How specific the range is: 0 for `*/*`, 1 for `type/*`, 2 for `type/subtype`.
        public int specificity() {
            if (type.equals("*")) {
                return 0;
            }
            return subtype.equals("*") ? 1 : 2;
        }

        /// Whether the range matches a media type, which must be in lower case and without parameters.
        public boolean matches(String mediaType) {
            return switch (specificity()) {
                case 0 -> true;
                case 1 -> mediaType.startsWith(type + "/");
                default -> mediaType.equals(type + "/" + subtype);
            };
        }
    }

    /// Parses the header. If it is missing or empty, every media type is accepted.
    ///
    /// @param lines the values of all `Accept` header lines
    public static Accept parse(List<String> lines) {
        if (lines.isEmpty() || lines.equals(ANY)) {
            return ANYTHING;
        }
        List<String> elements = lines.stream()
                .flatMap(line -> split(line, ',').stream())
                .filter(Predicate.not(String::isEmpty))
                .toList();
        if (elements.isEmpty()) {
            return ANYTHING;
        }
        return new Accept(elements.stream().flatMap(Accept::range).toList());
    }

    /// The most specific range that matches a media type; its quality applies. Empty if none matches.
    public Optional<Range> rangeFor(String mediaType) {
        Optional<Range> best = Optional.empty();
        for (Range range : ranges) {
            if (range.matches(mediaType) && (best.isEmpty() || MOST_SPECIFIC.compare(range, best.get()) > 0)) {
                best = Optional.of(range);
            }
        }
        return best;
    }

    /// Whether a media type is accepted.
    public boolean accepts(String mediaType) {
        Optional<Range> range = rangeFor(mediaType);
        return range.isPresent() && range.get().quality() > 0;
    }

    private static Stream<Range> range(String element) {
        List<String> parts = split(element, ';');
        Matcher range = RANGE.matcher(parts.getFirst());
        if (!range.matches() || range.group(1).equals("*") && !range.group(2).equals("*")) {
            return Stream.empty();
        }
        double quality = 1;
        for (String parameter : parts.subList(1, parts.size())) {
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                Matcher weight = WEIGHT.matcher(parameter);
                if (!weight.matches()) {
                    return Stream.empty();
                }
                quality = Double.parseDouble(weight.group(1));
            }
        }
        return Stream.of(new Range(
                range.group(1).toLowerCase(Locale.ROOT), range.group(2).toLowerCase(Locale.ROOT), quality));
    }

    /// Splits at separators outside quoted strings. The parts are trimmed.
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
