package io.liftline.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Late samples, dropped samples and other programs, on the real database.
@QuarkusTest
class RollupWorkerTest extends WellWithRollups {

    /// Yesterday is not complete before two in the morning.
    @ParameterizedTest
    @ValueSource(ints = {2, 25, 40})
    void samplesThatAreDaysLateAppearInBothTiers(int days) throws SQLException {
        Instant day = day(days);
        post(day.plusSeconds(3_600), "10,");
        post(day.plusSeconds(3_660), "20,5");
        post(day.plusSeconds(7_200), ",7");
        complete();

        assertThat(rollup("1h"))
                .containsExactly(
                        "%s|2|2|30|10|20|10|20|1|5|5".formatted(utc(day.plusSeconds(3_600))),
                        "%s|1|0|null|null|null|null|null|1|7|7".formatted(utc(day.plusSeconds(7_200))));
        assertThat(rollup("1d")).containsExactly("%s|3|2|30|10|20|10|20|2|5|7".formatted(utc(day)));

        post(day.plusSeconds(3_599), "1,");
        post(day.plusSeconds(3_630), "4,");
        complete();

        assertThat(rollup("1h"))
                .containsExactly(
                        "%s|1|1|1|1|1|1|1|0|null|null".formatted(utc(day)),
                        "%s|3|3|34|4|20|10|20|1|5|5".formatted(utc(day.plusSeconds(3_600))),
                        "%s|1|0|null|null|null|null|null|1|7|7".formatted(utc(day.plusSeconds(7_200))));
        assertThat(rollup("1d")).containsExactly("%s|5|4|35|1|20|1|20|2|5|7".formatted(utc(day)));
        assertThat(marks(day)).isZero();
    }

    @Test
    void allHoursButTheLastTwoAreComplete() throws SQLException {
        Instant before = Instant.now().truncatedTo(ChronoUnit.HOURS);
        complete();

        Instant until = Instant.parse(database.row(
                "SELECT to_char(complete_until, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')" + " FROM rollup_progress"));
        assertThat(until).isBetween(before.minus(Duration.ofHours(2)), before.minus(Duration.ofHours(1)));
    }

    @Test
    void recentSamplesAreNotMarked() throws SQLException {
        Instant recent = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        long before = marks(recent); // of other programs, which mark recent hours, too

        post(Instant.now().minusSeconds(30), "1,");

        assertThat(marks(recent)).isEqualTo(before);
    }

    @Test
    void whatOtherProgramsChangeAppears() throws SQLException {
        Instant day = day(30);
        database.run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('%s', '%s', 3), ('%s', '%s', 4)"
                .formatted(well, day.plusSeconds(10), well, day.plusSeconds(4_000)));
        complete();
        assertThat(rollup("1d")).containsExactly("%s|2|2|7|3|4|3|4|0|null|null".formatted(utc(day)));

        database.run("UPDATE esp_telemetry SET pip = 5 WHERE well_id = '%s' AND timestamp = '%s'"
                .formatted(well, day.plusSeconds(10)));
        complete();
        assertThat(rollup("1d")).containsExactly("%s|2|2|9|4|5|5|4|0|null|null".formatted(utc(day)));
        assertThat(rollup("1h")).hasSize(2);
    }

    /// Its rows are not visible when the marks are read.
    @Test
    void aTransactionThatCommitsLaterIsNotLost() throws SQLException {
        Instant day = day(33);
        post(day.plusSeconds(5), "1,");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('%s', '%s', 2)"
                    .formatted(well, day.plusSeconds(6)));
            complete();
            assertThat(rollup("1d")).containsExactly("%s|1|1|1|1|1|1|1|0|null|null".formatted(utc(day)));
            other.commit();
        }
        assertThat(marks(day)).isEqualTo(1);

        complete();

        assertThat(rollup("1d")).containsExactly("%s|2|2|3|1|2|1|2|0|null|null".formatted(utc(day)));
    }

    @Test
    void aBucketWhoseSamplesWereDroppedIsNeverEmptied() throws SQLException {
        Instant day = day(70);
        post(day.plusSeconds(5), "1,");
        post(day.plusSeconds(6), "2,");
        complete();
        List<String> hours = rollup("1h");
        List<String> days = rollup("1d");
        assertThat(days).containsExactly("%s|2|2|3|1|2|1|2|0|null|null".formatted(utc(day)));

        recordDrop(day);
        try {
            database.run("DELETE FROM esp_telemetry WHERE well_id = '%s'".formatted(well));
            post(day.plusSeconds(7), "100,");
            complete();

            assertThat(rollup("1h")).isEqualTo(hours);
            assertThat(rollup("1d")).isEqualTo(days);
            assertThat(marks(day)).isPositive();
        } finally {
            recordReturn(day);
        }

        complete(); // the samples were brought back, so the day is an ordinary one again
        assertThat(marks(day)).isZero();
    }

    /// Records that the archive has dropped the chunk of a day. The trigger of the catalogue demands all states
    /// before.
    private void recordDrop(Instant day) throws SQLException {
        database.run("""
                ALTER TABLE chunk_archive DISABLE TRIGGER chunk_archive_transition;
                INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end, state, rows, contents, object, bytes,
                                           sha256, exported_at, stored_at, verified_at, dropped_at)
                VALUES ('esp_telemetry', 'rollup-test', 1, '%1$s', '%1$s'::timestamptz + INTERVAL '1 day', 'dropped', 1, '{}',
                        'rollup-test', 1, repeat('0', 64), now(), now(), now(), now());
                ALTER TABLE chunk_archive ENABLE TRIGGER chunk_archive_transition
                """.formatted(day));
    }

    /// Records that the archive has brought the samples back.
    private void recordReturn(Instant day) throws SQLException {
        database.run("DELETE FROM chunk_archive WHERE chunk = 'rollup-test' AND range_start = '%s'".formatted(day));
    }

    @Test
    void oneReplicaWorksAtATime() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            Await.until("the lock is free", () -> {
                try (var row = statement.executeQuery(
                        "SELECT pg_try_advisory_lock(hashtextextended('liftline: rollup ' || current_schema(), 0))")) {
                    return row.next() && row.getBoolean(1);
                }
            });
            post(day(3).plusSeconds(5), "1,");

            assertThat(worker.run()).isFalse();
            assertThat(rollup("1h")).isEmpty();
        }
        complete();
        assertThat(rollup("1h")).hasSize(1);
    }

    /// The marks of an hour are united before it is aggregated, so that their number is bounded by the hours.
    @Test
    void thereIsOneMarkPerHourAfterARun() throws SQLException {
        Instant day = day(90);
        recordDrop(day);
        try {
            for (int i = 0; i < 5; i++) {
                post(day.plusSeconds(i), "1,");
            }
            assertThat(marks(day)).isEqualTo(5);

            complete();

            assertThat(marks(day)).isEqualTo(1);
        } finally {
            recordReturn(day);
        }
    }
}
