package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Unit;
import java.util.List;
import java.util.stream.Collectors;

/// The unit of the values of each channel in a request: the canonical one unless the request declares another.
public final class DeclaredUnits {

    private static final Unit[] CANONICAL =
            Channel.ALL.stream().map(Channel::unit).toArray(Unit[]::new);

    /// Shared by all requests until this one declares a unit.
    private Unit[] units = CANONICAL;

    /// The channels whose unit was declared, as a bit set by ordinal.
    private int declared;

    /// Parses pairs such as `pip:kPa`. Without any, all units are canonical.
    ///
    /// @throws ProblemException 422 if a channel or unit is unknown, or the unit is of another quantity; 400 if
    ///     two pairs contradict each other
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

    /// Declares the unit of one channel.
    ///
    /// @throws ProblemException 422 if the channel or unit is unknown, or the unit is of another quantity; 400
    ///     if another unit is already declared for the channel
    void declare(String column, String symbol) {
        Channel channel = Channel.of(column)
                .orElseThrow(() -> IngestReceipt.refused(RowError.ofRequest(
                        null, RejectCode.UNKNOWN_CHANNEL, column, symbol, "units name a channel that does not exist")));
        Unit unit = Unit.of(symbol)
                .filter(known -> known.convertsTo(channel.unit()))
                .orElseThrow(() -> IngestReceipt.refused(
                        RowError.ofRequest(null, RejectCode.UNKNOWN_UNIT, column, symbol, acceptedFor(channel))));
        int bit = 1 << channel.ordinal();
        if ((declared & bit) != 0 && units[channel.ordinal()] != unit) {
            throw new ProblemException(
                    ProblemCode.UNKNOWN_PARAMETER,
                    "units name " + units[channel.ordinal()].symbol() + " and " + unit.symbol() + " for "
                            + channel.column() + ": name one");
        }
        declared |= bit;
        if (units == CANONICAL) {
            units = CANONICAL.clone();
        }
        units[channel.ordinal()] = unit;
    }

    /// Converts a value to the canonical unit of the channel.
    double canonical(Channel channel, double value) {
        return units == CANONICAL ? value : units[channel.ordinal()].convert(value, channel.unit());
    }

    private static String acceptedFor(Channel channel) {
        List<Unit> accepted = channel.unit().accepted();
        return channel.column() + " is accepted in "
                + accepted.stream().map(Unit::symbol).collect(Collectors.joining(", "));
    }
}
