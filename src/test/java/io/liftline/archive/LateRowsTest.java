package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.telemetry.Timestamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/// Rows that come late, at every moment of the way of a chunk, and two replicas that archive the same.
class LateRowsTest extends ArchiveOfItsOwn {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);

    /// Each step has a day of its own, into which two late rows come right after it: a new one, and one for a time that
    /// is archived, with another channel.
    @Test
    void lateRowsAfterEachStepAreInTheArchiveInTheEnd() throws Exception {
        // Given
        for (Step step : Step.values()) {
            archive.samples(day(step).toString(), 2, 5);
        }
        Set<Step> came = ConcurrentHashMap.newKeySet();
        Archive disturbed = archive.with(archive.store(), (step, chunk) -> {
            if (dayOf(chunk).equals(day(step)) && came.add(step)) {
                lateRows(step);
            }
        });

        // When
        archive.pass(disturbed);
        archive.database()
                .run("INSERT INTO esp_telemetry (well_id, timestamp, gor) VALUES ('WELL-2', '%s 06:01+00', 3)"
                        .formatted(day(Step.ROWS_BROUGHT_BACK)));
        for (int pass = 0; pass < 3; pass++) {
            archive.pass(disturbed);
        }

        // Then
        assertThat(came).containsExactlyInAnyOrder(Step.values());
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(archive.database()
                        .rows("SELECT DISTINCT ON (range_start) state FROM chunk_archive"
                                + " ORDER BY range_start, version DESC"))
                .hasSize(Step.values().length)
                .containsOnly("dropped");
        archive.restoreEverything();
        for (Step step : Step.values()) {
            assertThat(archive.database()
                            .rows("""
                            SELECT well_id, "timestamp"::time, pip, gor
                            FROM esp_telemetry
                            WHERE "timestamp" >= '%s' AND "timestamp" < '%s' AND (well_id = 'LATE' OR gor = 7)
                            ORDER BY well_id
                            """.formatted(day(step), day(step).plusDays(1))))
                    .as(step.name())
                    .containsExactly("LATE|23:00:00|5|null", "WELL-1|06:00:00|2001|7");
        }
        assertThat(archive.database().row("SELECT count(*), count(DISTINCT (well_id, timestamp)) FROM esp_telemetry"))
                .isEqualTo("%1$d|%1$d".formatted(Step.values().length * 11));
    }

    /// PostgreSQL lets a writer wait for the lock of the drop. Its row makes the chunk anew.
    @Test
    void aWriterThatWaitsForTheLockOfADropLosesNothing() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass(archive.with(archive.store(), (step, _) -> {
            if (step == Step.PROOF_RECORDED) {
                keepForLater();
            }
        }));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|verified|20");
        archive.database().run("UPDATE chunk_archive SET keep_until = NULL");

        // When
        CompletableFuture<Void> writer;
        try (Connection dropping = archive.connect();
                Statement statement = dropping.createStatement()) {
            dropping.setAutoCommit(false);
            statement.execute("SELECT liftline_drop_chunk(hypertable, chunk, version) FROM chunk_archive");
            writer = CompletableFuture.runAsync(() -> run(
                    "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('LATE', '2026-10-20 23:00+00', 5)"));
            Await.until(
                    "the writer waits for the lock",
                    () -> archive.database()
                            .row("SELECT count(*) FROM pg_locks WHERE NOT granted")
                            .equals("1"));
            dropping.commit();
        }
        writer.join();

        // Then
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(1);
        assertThat(archive.pass()).isEqualTo(new PassResult(1, 1, 1, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|2|dropped|21");
        archive.restoreEverything();
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(21);
    }

    /// The catalogue is changed on the connection that holds the leader's lock: whoever loses the lock can change
    /// nothing.
    @Test
    void aLeaderWhoseSessionEndsChangesNothingWhileAnotherOneGoesOn() throws Exception {
        for (Step step : List.of(Step.BEGUN, Step.EXPORT_RECORDED, Step.OBJECT_STORED, Step.PROOF_RECORDED)) {
            // Given
            archive.samples(day(step).toString(), 2, 10);

            // When
            try (Connection leader = archive.connect()) {
                Archive interrupted = archive.with(archive.store(), (reached, _) -> {
                    if (reached == step) {
                        end(leader);
                        passOfAnother();
                    }
                });
                assertThatThrownBy(() -> new ArchivePass(interrupted, new Catalogue(leader)).run())
                        .as(step.name())
                        .isInstanceOf(SQLException.class);
            }

            // Then
            assertThat(archive.pass()).isEqualTo(PassResult.NONE);
            assertThat(archive.database().rows("SELECT DISTINCT version, state FROM chunk_archive"))
                    .as(step.name())
                    .containsExactly("1|dropped");
        }
        archive.restoreEverything();
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(80);
    }

    /// As the service's role: only a role itself may end its sessions.
    private void end(Connection leader) {
        try (Connection connection = archive.connect();
                Statement statement = connection.createStatement()) {
            int session = leader.unwrap(PGConnection.class).getBackendPID();
            statement.execute("SELECT pg_terminate_backend(%d, 10000)".formatted(session));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void passOfAnother() {
        try {
            archive.pass();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void keepForLater() {
        run("UPDATE chunk_archive SET keep_until = now() + interval '1 hour'");
    }

    private void lateRows(Step step) {
        run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('LATE', '%1$s 23:00+00', 5);
                INSERT INTO esp_telemetry (well_id, timestamp, gor) VALUES ('WELL-1', '%1$s 06:00+00', 7)
                ON CONFLICT (well_id, timestamp) DO UPDATE SET gor = excluded.gor
                """.formatted(day(step)));
    }

    private void run(String sql) {
        try {
            archive.database().run(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static LocalDate day(Step step) {
        return FIRST_DAY.plusDays(step.ordinal());
    }

    private static LocalDate dayOf(ChunkVersion chunk) {
        return LocalDate.ofInstant(Timestamp.instant(chunk.range().from()), ZoneOffset.UTC);
    }
}
