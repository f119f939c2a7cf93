package io.liftline.diagnostics;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.PageCursor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question for findings, the newest first.
///
/// @param range the range of event times
/// @param wells the wells; empty for all permitted ones
/// @param filter which of them
/// @param after the last finding of the previous page
record FindingsQuery(TimeRange range, Optional<String[]> wells, Filter filter, Optional<Position> after) {

    private static final int MAX_WELLS = 10_000;
    private static final Pattern CURSOR = Pattern.compile("d1 (-?\\d{1,18}) (-?\\d{1,18}) (-?\\d{1,18}) (-?\\d{1,18})");

    /// Which findings of a range are wanted.
    ///
    /// @param severities the severities; empty for all
    /// @param states the states; empty for all
    /// @param rule the rule that opened them; empty for all
    record Filter(Optional<String[]> severities, Optional<String[]> states, Optional<String> rule) {

        /// The filter of three parameters.
        ///
        /// @throws ProblemException 400 if a severity or a state is unknown, or the rule has a NUL character
        static Filter of(List<String> severity, List<String> state, String rule) {
            return new Filter(
                    known("severity", severity, name -> Severity.of(name).isPresent(), Severity.NAMES),
                    known("state", state, name -> FindingState.of(name).isPresent(), FindingState.NAMES),
                    rule(rule));
        }

        private static Optional<String> rule(String name) {
            if (name.indexOf('\0') >= 0) {
                throw malformed("rule must not contain a NUL character");
            }
            return name.isBlank() ? Optional.empty() : Optional.of(name.strip());
        }

        /// Whether only findings are wanted whose life has not ended. There are few, so their range needs no
        /// start.
        boolean isOfOpen() {
            return states.isPresent() && !List.of(states.get()).contains(FindingState.CLOSED.text());
        }
    }

    /// The place of a finding in the order.
    ///
    /// @param timestamp its event time, in microseconds since 1970-01-01T00:00:00Z
    /// @param id its number
    record Position(long timestamp, long id) {}

    /// The range and the last finding of a page as an opaque text, for `next_cursor`.
    String cursor(Finding last) {
        String text = "d1 %d %d %d %d".formatted(range.from(), range.to(), last.timestamp(), last.id());
        return PageCursor.of(text);
    }

    /// The question that continues after the page with this cursor.
    ///
    /// @throws ProblemException 400 if the cursor is invalid
    FindingsQuery resumed(String cursor) {
        Matcher parts = CURSOR.matcher(PageCursor.text(cursor));
        if (!parts.matches() || Long.parseLong(parts.group(1)) >= Long.parseLong(parts.group(2))) {
            throw PageCursor.invalid();
        }
        return new FindingsQuery(
                new TimeRange(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))),
                wells,
                filter,
                Optional.of(new Position(Long.parseLong(parts.group(3)), Long.parseLong(parts.group(4)))));
    }

    /// `wells=A,B`; empty if blank. PostgreSQL has no text with a NUL character, so no well has such a name.
    ///
    /// @throws ProblemException 422 if there are more than 10,000
    static Optional<String[]> wells(List<String> names) {
        String[] wells = given(names);
        if (wells.length > MAX_WELLS) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE, "wells names " + wells.length + " wells, but at most " + MAX_WELLS);
        }
        return wells.length == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(wells)
                        .filter(well -> well.indexOf('\0') < 0)
                        .toArray(String[]::new));
    }

    private static Optional<String[]> known(
            String parameter, List<String> names, Predicate<String> isKnown, String all) {
        String[] given = given(names);
        for (String name : given) {
            if (!isKnown.test(name)) {
                throw malformed("%s has '%s', but must be of %s"
                        .formatted(parameter, name.length() <= 64 ? name : name.substring(0, 64), all));
            }
        }
        return given.length == 0 ? Optional.empty() : Optional.of(given);
    }

    private static String[] given(List<String> names) {
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}
