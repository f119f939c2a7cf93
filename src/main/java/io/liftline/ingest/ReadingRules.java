package io.liftline.ingest;

import io.liftline.ingest.sample.BadValues;
import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.Rfc3339Time;
import io.liftline.ingest.sample.TimeFormat;
import java.util.List;

/// How the values of a body are to be understood, as its client declares.
///
/// @param units the units of its values
/// @param times how its event times are written
/// @param notMeasured what means "not measured" beside an empty field
/// @param badValues what a bad value does to its sample
public record ReadingRules(DeclaredUnits units, TimeFormat times, NotMeasured notMeasured, BadValues badValues) {

    /// What counts where the client declares no more than units.
    public static ReadingRules of(DeclaredUnits units) {
        return new ReadingRules(units, new Rfc3339Time(), NotMeasured.EMPTY_ONLY, BadValues.REJECT);
    }

    /// What counts where the client declares nothing.
    public static ReadingRules standard() {
        return of(DeclaredUnits.parse(List.of()));
    }
}
