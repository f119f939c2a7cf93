package io.liftline.ingest.codec;

import io.liftline.ingest.codec.CsvRows.Wide.WellColumns;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decides from the header of a CSV file how its lines become samples.
final class CsvLayout {

    private CsvLayout() {}

    /// The columns of a file with one sample a line.
    ///
    /// @throws BodyRefusedException if a column is unknown, repeated or missing
    static CsvRows narrow(CsvHeader header) {
        List<CsvColumn> columns = header.columns();
        columns.stream()
                .filter(column -> !(column instanceof CsvColumn.Ignored))
                .filter(column -> Collections.frequency(columns, column) > 1)
                .findFirst()
                .ifPresent(column -> {
                    throw header.twice(header.name(columns.lastIndexOf(column)));
                });
        if (!columns.contains(new CsvColumn.Well())) {
            throw header.refused(
                    RejectCode.MISSING_WELL_ID,
                    SampleField.WELL_ID,
                    "the header has no well_id" + header.likelyCause());
        }
        header.requireTime(columns);
        return new CsvRows.Narrow(columns);
    }

    /// The columns of a file with one sample of each well a line.
    ///
    /// @param wells the well of each column
    /// @throws BodyRefusedException if a column is unknown, repeated or missing, or a channel has no well
    static CsvRows wide(CsvHeader header, List<String> wells, SampleSink sink) {
        List<CsvColumn> columns = header.columns();
        header.requireTime(columns);
        Map<String, EnumMap<Channel, Integer>> byWell = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i)) {
                case CsvColumn.Measured(Channel channel) -> {
                    if (byWell.computeIfAbsent(well(header, wells, i), _ -> new EnumMap<>(Channel.class))
                                    .put(channel, i)
                            != null) {
                        throw header.twice(header.name(i) + " of " + wells.get(i));
                    }
                }
                case CsvColumn.Well _ ->
                    throw header.refused(
                            RejectCode.MALFORMED,
                            header.name(i),
                            "well_line names the wells, so there is no such column");
                case CsvColumn.Time _, CsvColumn.Ignored _ -> {}
            }
        }
        List<WellColumns> all = new ArrayList<>();
        byWell.forEach((well, channels) -> {
            byte[] name = well.getBytes(StandardCharsets.UTF_8);
            all.add(new WellColumns(
                    sink.wellName(name, 0, name.length),
                    channels.entrySet().stream()
                            .map(channel -> new CsvRows.Wide.Column(channel.getValue(), channel.getKey()))
                            .toList()));
        });
        return new CsvRows.Wide(columns.indexOf(new CsvColumn.Time()), List.copyOf(all));
    }

    private static String well(CsvHeader header, List<String> wells, int column) {
        if (column >= wells.size() || wells.get(column).isEmpty()) {
            throw header.refused(
                    RejectCode.MISSING_WELL_ID,
                    header.name(column),
                    "the line that well_line names has no well in column " + (column + 1));
        }
        return wells.get(column);
    }
}
