package io.liftline.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hours that cannot be aggregated, on the edition at hand.
@QuarkusTest
class RollupFailureTest extends WellWithRollups {

    /// The sum of its values exceeds a double.
    @Test
    void anHourThatCannotBeAggregatedKeepsNoOtherWaiting() throws SQLException {
        Instant bad = day(21);
        Instant good = day(20);
        tooLargeASum(bad);
        post(good.plusSeconds(5), "1,");
        try {
            Await.until("the day after it is aggregated", () -> {
                worker.run();
                return rollup("1d").equals(List.of("%s|1|1|1|1|1|1|1|0|null|null".formatted(utc(good))));
            });
            assertThat(marks(bad)).isEqualTo(1);
            assertThat(marks(good)).isZero();
        } finally {
            withoutTooLargeASum(bad);
        }
        complete();
        assertThat(marks(bad)).isZero();
    }

    @Test
    void aDayThatCannotBeAggregatedAtFirstIsMarkedAndTheOthersFollow() throws SQLException {
        Instant bad = day(24);
        tooLargeASum(bad);
        post(bad.plusSeconds(4_000), "3,");
        post(day(23).plusSeconds(5), "1,");
        try {
            database.run("""
                    DELETE FROM esp_telemetry_touched;
                    UPDATE rollup_progress SET complete_until = '%s'""".formatted(day(25)));
            Await.until("the rollups are complete but for an hour", () -> {
                worker.run();
                return database.row("SELECT complete_until > '%s' FROM rollup_progress".formatted(day(1)))
                        .equals("t");
            });
            assertThat(rollup("1h"))
                    .containsExactly(
                            "%s|1|1|3|3|3|3|3|0|null|null".formatted(utc(bad.plusSeconds(3_600))),
                            "%s|1|1|1|1|1|1|1|0|null|null".formatted(utc(day(23))));
            assertThat(marks(bad)).isEqualTo(1);
        } finally {
            withoutTooLargeASum(bad);
        }
        complete();
        assertThat(marks(bad)).isZero();
        assertThat(rollup("1d")).hasSize(2);
    }

    private void tooLargeASum(Instant time) throws SQLException {
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                VALUES ('ROL-LARGE', '%s', 1.7e308), ('ROL-LARGE', '%s', 1.7e308)""".formatted(time.plusSeconds(10), time.plusSeconds(20)));
    }

    private void withoutTooLargeASum(Instant time) throws SQLException {
        database.run("DELETE FROM esp_telemetry WHERE well_id = 'ROL-LARGE' AND timestamp >= '%s' AND timestamp < '%s'"
                .formatted(time, time.plusSeconds(60)));
    }
}
