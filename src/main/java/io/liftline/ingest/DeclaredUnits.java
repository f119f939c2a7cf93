package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Unit;
import java.util.List;
import java.util.stream.Collectors;

/// The unit that the values of each channel come in: the canonical one unless the request names another.
public final class DeclaredUnits {

    private static final Unit[] CANONICAL =
            Channel.ALL.stream().map(Channel::unit).toArray(Unit[]::new);

    /// The shared array until a request declares a unit.
    private Unit[] units = CANONICAL;

    /// Reads `pip:kPa,motor_temp:K`; blank means canonical units throughout.
    ///
    /// @throws ProblemException 422 when a channel or unit is unknown, or the unit measures something else
    public static DeclaredUnits parse(String text) {
        DeclaredUnits units = new DeclaredUnits();
        if (!text.isBlank()) {
            for (String pair : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                units.declare(
                        (colon < 0 ? pair : pair.substring(0, colon)).strip(),
                        colon < 0 ? "" : pair.substring(colon + 1).strip());
            }
        }
        return units;
    }

    /// Names the unit of one channel; a later word replaces an earlier one.
    ///
    /// @throws ProblemException 422 when the channel or unit is unknown, or the unit measures something else
    void declare(String column, String symbol) {
        Channel channel = Channel.of(column)
                .orElseThrow(() -> IngestReceipt.refused(RowError.ofRequest(
                        null, RejectCode.UNKNOWN_CHANNEL, column, symbol, "units name a channel that does not exist")));
        Unit declared = Unit.of(symbol)
                .filter(unit -> unit.convertsTo(channel.unit()))
                .orElseThrow(() -> IngestReceipt.refused(
                        RowError.ofRequest(null, RejectCode.UNKNOWN_UNIT, column, symbol, acceptedFor(channel))));
        if (units == CANONICAL) {
            units = CANONICAL.clone();
        }
        units[channel.ordinal()] = declared;
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
