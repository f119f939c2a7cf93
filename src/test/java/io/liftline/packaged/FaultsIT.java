package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.EmbeddedDatabase;
import io.liftline.fixtures.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills the service and PostgreSQL with SIGKILL at random moments under load. Afterwards every acknowledged
/// sample is stored exactly once, compared by (well, timestamp) and value. Writes resume within seconds after
/// PostgreSQL accepts connections again.
///
/// `-Dliftline.faults=N` sets the number of kills per kind and mode. The default is two.
class FaultsIT {

    static final int FAULTS = Integer.getInteger("liftline.faults", 2);

    private static final int LONGEST_INTERVAL_MILLIS = 1_500;
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);

    private final EmbeddedDatabase postgres = new EmbeddedDatabase();

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws Exception {
        database = TestDatabase.empty();
    }

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedSampleIsLostOrDuplicatedWhenTheServiceIsKilled(Gateway.Mode mode) throws Exception {
        Random random = new Random(mode.ordinal());
        AtomicReference<Program> running = new AtomicReference<>(Program.ready(database, Load.SETTINGS));
        try (Load load = Load.of(mode, () -> running.get().api())) {
            for (int kill = 0; kill < FAULTS; kill++) {
                Await.pause(Duration.ofMillis(random.nextInt(LONGEST_INTERVAL_MILLIS)));
                running.get().close();
                running.set(Program.ready(database, Load.SETTINGS));
            }
            load.awaitAcknowledgedAfter(Instant.now(), STARTS_WITHIN);
            load.assertStoredOnce(database, "service killed %d times, %s".formatted(FAULTS, mode));
        } finally {
            running.get().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedSampleIsLostOrDuplicatedWhenPostgresIsKilled(Gateway.Mode mode) throws Exception {
        assumeTrue(EmbeddedDatabase.isThere(), "skipped: only the embedded database can be killed");
        Random random = new Random(mode.ordinal());
        Duration longest = Duration.ZERO;
        try (Program program = Program.ready(database, Load.SETTINGS);
                Load load = Load.of(mode, program::api)) {
            for (int kill = 0; kill < FAULTS; kill++) {
                Await.pause(Duration.ofMillis(random.nextInt(LONGEST_INTERVAL_MILLIS)));
                postgres.kill();
                longest = longer(longest, startAndAwaitWrites(load));
            }
            load.assertStoredOnce(
                    database,
                    "PostgreSQL killed %d times, %s, writes again within %d ms"
                            .formatted(FAULTS, mode, longest.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    @Test
    void writesResumeWithinSecondsAfterPostgresIsRestarted() throws Exception {
        assumeTrue(EmbeddedDatabase.isThere(), "skipped: only the embedded database can be restarted");
        Duration longest = Duration.ZERO;
        try (Program program = Program.ready(database, Load.SETTINGS);
                Load load = Load.mixed(program::api)) {
            for (int restart = 0; restart < FAULTS; restart++) {
                postgres.stop();
                load.awaitRefusals(10, STARTS_WITHIN);
                longest = longer(longest, startAndAwaitWrites(load));
            }
            load.assertStoredOnce(
                    database,
                    "PostgreSQL restarted %d times, writes again within %d ms".formatted(FAULTS, longest.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    /// Starts PostgreSQL and waits until every gateway has been acknowledged again.
    ///
    /// @return the time from the first accepted connection to the acknowledgement of the last gateway
    private Duration startAndAwaitWrites(Load load) throws Exception {
        CompletableFuture<Instant> accepting = CompletableFuture.supplyAsync(database::awaitAccepting);
        postgres.start();
        Instant accepted = accepting.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        Duration took = load.awaitAcknowledgedAfter(accepted, STARTS_WITHIN);
        assertThat(took).as("time until writes resume").isLessThan(RESUMES_WITHIN);
        return took;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
