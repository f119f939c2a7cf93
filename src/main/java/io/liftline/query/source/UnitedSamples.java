package io.liftline.query.source;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.stream.Collectors;

/// How a statement reads archived samples together with the table: it finds both under the name of the table.
///
/// A sample of the table wins. A channel without a value in it has that of the archived sample, as when the archive
/// brings the samples back.
final class UnitedSamples {

    private UnitedSamples() {}

    /// The text before a statement that reads `esp_telemetry`.
    ///
    /// @param archived the query of the archived samples: well, time and these channels
    /// @param within a condition that all samples `hot` of the table with the time of an archived one meet
    static String prefix(String archived, List<Channel> channels, String within) {
        String united = channels.stream()
                .map(channel ->
                        ", coalesce(hot.%1$s::double precision, archived.%1$s) AS %1$s".formatted(channel.column()))
                .collect(Collectors.joining());
        return """
                WITH archived AS (
                  %s
                ),
                esp_telemetry AS NOT MATERIALIZED (
                  SELECT hot.well_id, hot.timestamp%s
                  FROM esp_telemetry AS hot
                  LEFT JOIN archived ON archived.well_id = hot.well_id AND archived.timestamp = hot.timestamp
                  UNION ALL
                  SELECT *
                  FROM archived
                  WHERE NOT EXISTS (
                    SELECT
                    FROM esp_telemetry AS hot
                    WHERE hot.well_id = archived.well_id
                      AND hot.timestamp = archived.timestamp
                      AND %s)
                )
                """.formatted(archived, united, within);
    }
}
