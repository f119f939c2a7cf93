package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.fleet.FleetScope;
import io.liftline.query.fleet.PagePosition;
import io.liftline.query.fleet.TrendFrame;
import io.liftline.telemetry.Channel;
import io.liftline.web.NumberParameter;
import io.liftline.web.PageCursor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question for the state of a fleet.
///
/// @param scope the wells
/// @param channels the channels, in the order of the answer
/// @param points maximum number of points of a trend; 0 for no trend
record FleetQuestion(FleetScope scope, List<Channel> channels, int points) {

    /// Maximum number of values of a page: about 4 MB of text.
    static final int MAX_VALUES = 200_000;

    /// Maximum number of wells of a page whose trends have half hours, which are read from samples.
    static final int MAX_WELLS_OF_HALF_HOURS = 200;

    private static final int DEFAULT_POINTS = 24;
    private static final int DEFAULT_WELLS = 1_000;
    private static final int MAX_WELLS = 10_000;
    private static final Pattern CURSOR = Pattern.compile("s1 ([0-4]) ([0-9]) (.+)");

    /// Parses the parameters. Without named channels, the answer has the newest values of all channels,
    /// and no trend.
    ///
    /// @throws ProblemException 400 or 422 if a channel is unknown, or `points` not 1 to 48
    static FleetQuestion of(FleetScope scope, List<String> channels, String points) {
        boolean named = !channels.stream().allMatch(String::isBlank);
        int most = NumberParameter.of("points", points, TrendFrame.MAX_POINTS).orElse(DEFAULT_POINTS);
        return new FleetQuestion(scope, QueryParameter.channels(channels), named ? most : 0);
    }

    /// Whether the channels were named. Only then a channel that the newest sample does not have is
    /// searched.
    boolean hasNamedChannels() {
        return points > 0;
    }

    /// Values of a well in the answer.
    int valuesPerWell() {
        return channels.size() * (1 + points);
    }

    /// Wells per page.
    ///
    /// @param limit `?limit=`, possibly empty
    /// @throws ProblemException 400 or 422 if it is not 1 to 10,000, or the page would have too many values
    int pageSize(String limit) {
        int most = points > DEFAULT_POINTS
                ? Math.min(MAX_WELLS_OF_HALF_HOURS, MAX_VALUES / valuesPerWell())
                : MAX_VALUES / valuesPerWell();
        int wells = QueryParameter.limit(limit, MAX_WELLS).orElse(Math.min(DEFAULT_WELLS, most));
        if (wells > most) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "limit is %d, but a page with %d channels and %d points has at most %d wells; name fewer channels or points"
                            .formatted(wells, channels.size(), points, most));
        }
        return wells;
    }

    /// The place of a page as an opaque text, for `next_cursor`.
    static String cursor(PagePosition place) {
        return PageCursor.of("s1 " + place.state() + " " + place.worst() + " " + place.wellId());
    }

    /// The place after the page with this cursor; the beginning if it is empty.
    ///
    /// @throws ProblemException 400 if the cursor is invalid
    static PagePosition place(String cursor) {
        if (cursor.isEmpty()) {
            return PagePosition.START;
        }
        Matcher parts = CURSOR.matcher(PageCursor.text(cursor));
        if (!parts.matches() || !PermittedWell.canBeStored(parts.group(3))) {
            throw PageCursor.invalid();
        }
        return new PagePosition(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), parts.group(3));
    }

    /// The buckets of the trends.
    Optional<TrendFrame> frame(long at) {
        return points == 0 ? Optional.empty() : Optional.of(TrendFrame.of(at, points));
    }
}
