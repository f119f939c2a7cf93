package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleField;
import io.liftline.telemetry.Channel;
import java.util.Optional;

/// The content of a CSV column.
sealed interface CsvColumn {

    /// The well id.
    record Well() implements CsvColumn {}

    /// The event time.
    record Time() implements CsvColumn {}

    /// Values of a channel.
    record Measured(Channel channel) implements CsvColumn {}

    /// A column that is ignored.
    record Ignored() implements CsvColumn {}

    /// The column for this field name. Empty if there is no such field.
    static Optional<CsvColumn> of(String field) {
        return switch (field) {
            case SampleField.WELL_ID -> Optional.of(new Well());
            case SampleField.TIMESTAMP -> Optional.of(new Time());
            default -> Channel.of(field).map(Measured::new);
        };
    }
}
