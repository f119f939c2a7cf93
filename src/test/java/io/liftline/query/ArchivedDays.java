package io.liftline.query;

import io.liftline.fixtures.ArchivingService;
import io.liftline.fixtures.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// Days of samples in the database of [ArchivingService], which drops the old ones, and questions about them.
final class ArchivedDays {

    static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /// Both are dropped; the later one is the day of the questions.
    static final LocalDate EARLIER = TODAY.minusDays(42);

    static final LocalDate DAY = TODAY.minusDays(41);

    /// Stays in the database.
    static final LocalDate HOT = TODAY.minusDays(40 - 12);

    /// Dropped, for the tests that damage its object.
    static final LocalDate DAMAGED = TODAY.minusDays(50);

    private ArchivedDays() {}

    /// Questions that read dropped days.
    static Stream<String> paths() {
        String day = "from=%sT00:00:00Z&to=%sT00:00:00Z".formatted(DAY, DAY.plusDays(1));
        String border = "from=%sT05:50:00Z&to=%sT00:00:00Z".formatted(DAY, HOT.plusDays(1));
        String hours = "from=%sT06:03:20Z&to=%sT08:01:00Z".formatted(DAY, DAY);
        String all = "aggregates=avg,min,max,count,sum,first,last,stddev,twa";
        return Stream.of(
                "/wells/C-1/telemetry?" + day,
                "/wells/C-1/telemetry?limit=7&" + day,
                "/wells/C-1/telemetry?limit=7&order=desc&" + day,
                "/wells/C-1/telemetry?channels=pip,gor&" + hours,
                "/wells/C-1/telemetry?limit=20&" + border,
                "/wells/C-1/telemetry?limit=40&" + border,
                "/wells/C-1/telemetry?limit=40&order=desc&" + border,
                "/wells/C-1/telemetry?format=ndjson&" + border,
                "/wells/C-1/telemetry?format=csv&order=desc&" + border,
                "/wells/C-1/telemetry?from=%sT20:00:00Z&to=%sT21:00:00Z".formatted(DAY, DAY),
                "/wells/C-NULL/telemetry?" + day,
                "/wells/C-X/telemetry?" + day,
                "/wells/C-X/telemetry?format=csv&" + day,
                "/telemetry?limit=9&" + day,
                "/telemetry?limit=9&order=desc&" + day,
                "/telemetry?wells=C-1,C-2,NOT&channels=pip&" + border,
                "/telemetry?format=ndjson&wells=C-1,C-2&" + border,
                "/telemetry?format=csv&order=desc&wells=C-1,C-2&" + border,
                "/telemetry/summary?wells=C-1,C-2,C-NULL&" + hours,
                "/telemetry/summary?wells=C-1,C-2&" + border,
                "/wells/C-1/series?bucket=PT10M&channels=pip,motor_temp&" + all + "&" + hours,
                "/wells/C-1/series?bucket=PT7M&fill=linear&channels=pip&" + hours,
                "/wells/C-1/series?aggregates=twa&channels=pip&bucket=PT1H&from=%1$sT00:00:00Z&to=%1$sT09:00:00Z"
                        .formatted(DAY.plusDays(2)),
                "/telemetry/series?wells=C-1,C-2&bucket=PT20M&channels=pip&aggregates=avg,max&" + hours,
                "/wells/C-1/series?aggregates=lttb&max_points=5&channels=pip&" + border,
                "/wells/C-1/at?timestamp=%sT06:05:30Z".formatted(DAY),
                "/wells/C-1/at?mode=nearest&timestamp=%sT06:05:50Z".formatted(DAY),
                "/wells/C-1/at?mode=interpolated&timestamp=%sT06:05:30Z".formatted(DAY),
                "/wells/C-1/at?timestamp=%sT05:00:00Z".formatted(DAY),
                "/wells/C-1/at?mode=nearest&timestamp=%sT00:00:00Z".formatted(DAY.plusDays(3)),
                "/wells/C-OLD/latest",
                "/wells/C-X/latest",
                "/wells/C-ZERO/latest",
                "/telemetry/latest",
                "/telemetry/latest?format=csv",
                "/telemetry/latest?format=ndjson&wells=C-ZERO,C-1,C-OLD,NOT");
    }

    /// The first pages of questions across dropped days and those that stay.
    static Stream<String> walks() {
        String border = "from=%sT05:50:00Z&to=%sT00:00:00Z".formatted(EARLIER, HOT.plusDays(1));
        return Stream.of(
                "/wells/C-1/telemetry?limit=11&" + border,
                "/wells/C-1/telemetry?limit=11&order=desc&" + border,
                "/telemetry?limit=13&wells=C-1,C-2,C-NULL&" + border,
                "/telemetry?limit=13&order=desc&wells=C-1,C-2,C-NULL&" + border);
    }

    /// Stores the samples. The list of wells does not have all of their newest ones: it is written now and then.
    static void store() throws Exception {
        for (LocalDate day : List.of(DAMAGED, EARLIER, DAY, HOT)) {
            samples(day);
        }
        ArchivingService.database().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_temp, flow_rate) VALUES
                    ('C-X', '%1$s 00:00:00+00', '-0', 5e-324, 1.7976931348623157e308),
                    ('C-X', '%1$s 06:00:00.000001+00', '0', -5e-324, -1.7976931348623157e308),
                    ('C-X', '%1$s 23:59:59.999999+00', 0.1, 2.2250738585072014e-308, 4.35),
                    ('C-OLD', '%1$s 07:00:00+00', 7.5, NULL, NULL),
                    ('C-ZERO', '%1$s 07:00:00+00', 1, 1, 1),
                    ('C-ZERO', '%1$s 08:00:00.000001+00', '-0', 5e-324, 1.7976931348623157e308)
                """.formatted(DAY));
        Await.until("the wells are registered", () -> {
            ArchivingService.database().run("""
                    INSERT INTO well (well_id, first_at, last_at)
                    SELECT well_id, min(timestamp), max(timestamp) - interval '40 s'
                    FROM esp_telemetry
                    GROUP BY well_id
                    ON CONFLICT DO NOTHING
                    """);
            return true;
        });
    }

    /// Three wells with a sample a minute, half an hour from 06:00 on. All sums are exact.
    private static void samples(LocalDate day) throws Exception {
        ArchivingService.database().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_temp, gor)
                SELECT w, '%s 06:00+00'::timestamptz + m * interval '1 min',
                       CASE WHEN w = 'C-NULL' THEN NULL ELSE 100 + m / 2.0 END,
                       CASE WHEN w = 'C-1' AND m %% 3 = 0 THEN m / 4.0 END, NULL
                FROM unnest(ARRAY['C-1', 'C-2', 'C-NULL']) AS w, generate_series(0, 29) AS m
                ORDER BY w, m
                """.formatted(day));
    }

    /// The object of a day in the store.
    static Path object(LocalDate day) throws Exception {
        try (Stream<Path> files = Files.walk(ArchivingService.store())) {
            String folder =
                    "year=%d/month=%02d/day=%02d".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            return files.filter(file ->
                            file.toString().contains(folder) && file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
