package io.liftline.demo;

import io.liftline.telemetry.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Ten simulated wells. A reading is a deterministic function of well and time, so posting the same hours again
/// is idempotent.
///
/// Some have faults that the rules find: WELL-003 has gas in the second half of each hour, WELL-005 vibrates
/// in the first half, WELL-009 is silent for 40 minutes every third hour. WELL-007 has a failing pump: over
/// 15 days its intake pressure falls and its motor temperature rises.
final class DemoWells {

    /// The length of the history in hours: 15 days.
    static final int HOURS = 15 * 24;

    private static final int WELLS = 10;
    private static final int GASSY = 3;
    private static final int VIBRATING = 5;
    private static final int FAILING = 7;
    private static final int SILENT = 9;

    /// The part of the history that has a sample each minute, in minutes: the rules need some hours.
    private static final int MINUTES = 3 * 60;

    private DemoWells() {}

    /// The hourly times of the last 15 days. They end at the last full hour, or an hour before it if that is
    /// 23:00 UTC. So they always cover 16 calendar days in UTC, and therefore 16 chunks: 15 days that end at
    /// 23:00 cover only 15.
    static List<Instant> hours(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        Instant end = last.atOffset(ZoneOffset.UTC).getHour() == 23 ? last.minus(1, ChronoUnit.HOURS) : last;
        return IntStream.range(0, HOURS)
                .mapToObj(hour -> end.minus(Duration.ofHours(HOURS - 1L - hour)))
                .toList();
    }

    /// The times of the last three hours, one a minute.
    static List<Instant> minutes(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        return IntStream.range(0, MINUTES)
                .mapToObj(minute -> last.minus(Duration.ofMinutes(MINUTES - 1L - minute)))
                .toList();
    }

    /// The samples of all wells at this time as NDJSON, one line a well.
    static Stream<String> lines(Instant time) {
        return IntStream.rangeClosed(1, WELLS)
                .filter(well -> well != SILENT || !isSilent(time))
                .mapToObj(well -> line(well, time));
    }

    private static boolean isSilent(Instant time) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        return utc.getHour() % 3 == 0 && utc.getMinute() >= 10 && utc.getMinute() < 50;
    }

    private static String line(int well, Instant time) {
        StringBuilder json =
                new StringBuilder(300).append("{\"well_id\":\"WELL-%03d\",\"timestamp\":\"%s\"".formatted(well, time));
        readings(well, time)
                .forEach((channel, value) -> json.append(",\"")
                        .append(channel.column())
                        .append("\":")
                        .append(String.format(Locale.ROOT, "%.2f", value)));
        return json.append("}\n").toString();
    }

    private static Map<Channel, Double> readings(int well, Instant time) {
        double day = time.getEpochSecond() / 86_400.0;
        double swing = Math.sin(2 * Math.PI * (day + well / 10.0));
        double trouble = well == FAILING ? day % 15 / 15 : 0;
        int minute = time.atOffset(ZoneOffset.UTC).getMinute();
        double gas = well == GASSY && minute >= 30 ? 1 : 0;
        double shaking = well == VIBRATING && minute < 30 ? 1.2 : 0;
        SplittableRandom noise = new SplittableRandom(time.getEpochSecond() * 31 + well);
        double hertz = 45 + well + 0.2 * jitter(noise);
        Map<Channel, Double> readings = new EnumMap<>(Channel.class);
        readings.put(
                Channel.FLOW_RATE,
                1_800
                        + 120 * well
                        + 25 * swing
                        - 600 * trouble
                        + 8 * jitter(noise)
                        - gas * (200 + 250 * jitter(noise)));
        readings.put(Channel.PIP, 620 + 15 * well - 10 * swing - 280 * trouble + 2 * jitter(noise) - 70 * gas);
        readings.put(Channel.DISCHARGE_PRESSURE, 2_400 + 40 * well + 20 * swing + 5 * jitter(noise));
        readings.put(Channel.MOTOR_TEMP, 96 + well + 2 * swing + 45 * trouble + 0.3 * jitter(noise));
        readings.put(Channel.INTAKE_TEMP, 78 + well + swing + 0.2 * jitter(noise));
        readings.put(Channel.MOTOR_CURRENT, 38 + 1.5 * well + swing + 6 * trouble + (0.4 + 14 * gas) * jitter(noise));
        readings.put(Channel.VSD_FREQUENCY, hertz);
        readings.put(Channel.VIBRATION, 0.25 + 0.02 * well + 0.6 * trouble + shaking + 0.03 * Math.abs(jitter(noise)));
        readings.put(Channel.GOR, 320 + 10 * well + 15 * swing + 90 * trouble + 3 * jitter(noise));
        return readings;
    }

    private static double jitter(SplittableRandom noise) {
        return noise.nextDouble(-1, 1);
    }
}
