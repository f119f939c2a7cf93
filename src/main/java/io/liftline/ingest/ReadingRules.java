package io.liftline.ingest;

import io.liftline.ingest.sample.BadValues;
import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.Rfc3339Time;
import io.liftline.ingest.sample.TimeFormat;
import java.util.List;

/// How the values of a body are interpreted, as declared by the client.
///
/// @param units units of the values
/// @param times format of the event times
/// @param notMeasured texts and numbers that mean "not measured", in addition to an empty field
/// @param badValues how an invalid value affects its sample
public record ReadingRules(DeclaredUnits units, TimeFormat times, NotMeasured notMeasured, BadValues badValues) {

    /// The default rules with these units.
    public static ReadingRules of(DeclaredUnits units) {
        return new ReadingRules(units, new Rfc3339Time(), NotMeasured.EMPTY_ONLY, BadValues.REJECT);
    }

    /// The default rules, for a client that declares nothing.
    public static ReadingRules standard() {
        return of(DeclaredUnits.parse(List.of()));
    }
}
