package io.liftline.query.fleet;

import io.liftline.query.format.CsvText;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/// Encodes the state of a fleet as CSV, without trends: one line per well.
public final class FleetCsv {

    private FleetCsv() {}

    /// The header line.
    public static Buffer head(List<Channel> channels) {
        List<String> names =
                new ArrayList<>(List.of("well_id", "state", "timestamp", "age", "findings_open", "findings_worst"));
        for (Channel channel : channels) {
            names.add(channel.column());
            names.add(channel.column() + "_timestamp");
        }
        return CsvText.write(csv -> csv.writeRecord(names));
    }

    /// The wells of a page.
    public static Buffer lines(FleetPage page) {
        return CsvText.write(csv -> page.wells().forEach(well -> csv.writeRecord(fields(page, well))));
    }

    private static List<String> fields(FleetPage page, WellStatus well) {
        List<String> fields = new ArrayList<>(List.of(
                well.wellId(),
                well.state().text(),
                Timestamp.format(well.newest()),
                String.valueOf(page.limits().age(well.newest())),
                String.valueOf(well.findings()),
                well.worst().map(Severity::text).orElse("")));
        for (int channel = 0; channel < page.channels().size(); channel++) {
            double value = well.value(channel);
            boolean measured = !Double.isNaN(value);
            fields.add(measured ? String.valueOf(value) : "");
            fields.add(measured ? Timestamp.format(well.time(channel)) : "");
        }
        return fields;
    }
}
