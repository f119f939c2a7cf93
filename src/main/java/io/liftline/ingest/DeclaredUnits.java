package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Unit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The unit that the values of each channel come in: the canonical one unless the request names another.
public final class DeclaredUnits {

    private static final Unit[] CANONICAL =
            Channel.ALL.stream().map(Channel::unit).toArray(Unit[]::new);

    /// The shared array until a request declares a unit.
    private Unit[] units = CANONICAL;

    private final Set<Channel> declared = EnumSet.noneOf(Channel.class);

    /// Reads pairs such as `pip:kPa`; none means canonical units throughout.
    ///
    /// @throws ProblemException 422 when a channel or unit is unknown, or the unit measures something else; 400
    ///     when two pairs contradict each other
    public static DeclaredUnits parse(List<String> pairs) {
        DeclaredUnits units = new DeclaredUnits();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            units.declare(
                    (colon < 0 ? pair : pair.substring(0, colon)).strip(),
                    colon < 0 ? "" : pair.substring(colon + 1).strip());
        }
        return units;
    }

    /// Names the unit of one channel.
    ///
    /// @throws ProblemException 422 when the channel or unit is unknown, or the unit measures something else; 400
    ///     when another unit has been named for the channel
    void declare(String column, String symbol) {
        Channel channel = Channel.of(column)
                .orElseThrow(() -> IngestReceipt.refused(RowError.ofRequest(
                        null, RejectCode.UNKNOWN_CHANNEL, column, symbol, "units name a channel that does not exist")));
        Unit unit = Unit.of(symbol)
                .filter(known -> known.convertsTo(channel.unit()))
                .orElseThrow(() -> IngestReceipt.refused(
                        RowError.ofRequest(null, RejectCode.UNKNOWN_UNIT, column, symbol, acceptedFor(channel))));
        if (!declared.add(channel) && units[channel.ordinal()] != unit) {
            throw new ProblemException(
                    ProblemCode.UNKNOWN_PARAMETER,
                    "units name " + units[channel.ordinal()].symbol() + " and " + unit.symbol() + " for "
                            + channel.column() + ": name one");
        }
        if (units == CANONICAL) {
            units = CANONICAL.clone();
        }
        units[channel.ordinal()] = unit;
    }

    /// The value in the channel's canonical unit.
    double canonical(Channel channel, double value) {
        return units == CANONICAL ? value : units[channel.ordinal()].convert(value, channel.unit());
    }

    private static String acceptedFor(Channel channel) {
        List<Unit> accepted = channel.unit().accepted();
        return channel.column() + " is accepted in "
                + accepted.stream().map(Unit::symbol).collect(Collectors.joining(", "));
    }
}
