package io.liftline.query.fleet;

import java.util.Locale;

/// The state of a well, the worst first. If several apply, the worst is answered. The number of a state in
/// statements is its position.
public enum WellState {
    /// A finding of at least [FleetConfig#alarmSeverity] is open.
    ALARM,
    /// The newest sample is older than [FleetConfig#silentAfter].
    SILENT,
    /// A finding of at least [FleetConfig#warningSeverity] is open.
    WARNING,
    /// There is no sample within [FleetConfig#noDataAfter].
    NO_DATA,
    OK;

    /// The name in answers.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
