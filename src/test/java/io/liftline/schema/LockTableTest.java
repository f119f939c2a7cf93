package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LockTableTest {

    @Inject
    LockTable table;

    @Test
    void theDefaultsOfPostgresAreEnoughForOneYearAndNotForEleven() {
        LockTable.Size year = new LockTable.Size(320, 64, 100);
        LockTable.Size decade = new LockTable.Size(4_000, 64, 100);

        assertThat(year.isEnough()).isTrue();
        assertThat(decade.isEnough()).isFalse();
        assertThat(decade.locks()).isEqualTo(6_400);
        assertThat(decade.needed()).isEqualTo(80_000);
        assertThat(decade.advice()).isEqualTo(1_664);
        assertThat(new LockTable.Size(8_000, decade.advice(), 100).isEnough()).isTrue();
    }

    @Test
    void theSizeIsThatOfTheServer() throws Exception {
        LockTable.Size size = table.size().await().indefinitely();

        TestDatabase database = TestDatabase.ofService();
        assertThat(size.perSession()).isEqualTo(Long.parseLong(database.row("SHOW max_locks_per_transaction")));
        assertThat(size.chunks()).isEqualTo(Long.parseLong(database.row("""
                        SELECT count(*)
                        FROM timescaledb_information.chunks
                        WHERE hypertable_name IN ('esp_telemetry', 'diagnostic_results')""")));
    }
}
