package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final DatabaseFacts GOOD = new DatabaseFacts(
            170006,
            Optional.of("2.19.3"),
            Optional.of("2.19.3"),
            true,
            Optional.of(Edition.APACHE),
            false,
            Duration.ofMillis(-40),
            Duration.ofMillis(3));

    @Test
    void aGoodDatabaseIsNotRefused() {
        assertThat(Preflight.refusals(GOOD)).isEmpty();
        assertThat(Preflight.warnings(GOOD)).isEmpty();
    }

    @Test
    void aDatabaseThatIsYetToGetTheExtensionIsNotRefused() {
        assertThat(Preflight.refusals(timescale(Optional.empty(), Optional.of("2.29.2"), true)))
                .isEmpty();
    }

    @Test
    void anOldPostgresIsRefusedWithItsVersionAndTheLimit() {
        DatabaseFacts facts = new DatabaseFacts(
                140011,
                GOOD.timescaleInstalled(),
                GOOD.timescaleAvailable(),
                true,
                GOOD.edition(),
                false,
                GOOD.clockAhead(),
                GOOD.roundTrip());
        assertThat(Preflight.refusals(facts)).containsExactly("PostgreSQL is 14.11, 15 or later is needed");
    }

    @Test
    void aServerWithoutTimescaleIsRefused() {
        assertThat(Preflight.refusals(timescale(Optional.empty(), Optional.empty(), false)))
                .containsExactly("TimescaleDB is not installed on the server, 2.14 or later is needed");
    }

    @Test
    void aServerThatDoesNotPreloadTimescaleIsRefused() {
        assertThat(Preflight.refusals(timescale(Optional.empty(), Optional.of("2.19.3"), false)))
                .containsExactly(
                        "TimescaleDB is not preloaded: add timescaledb to shared_preload_libraries and restart PostgreSQL");
    }

    @Test
    void anOldTimescaleIsRefusedWithWhatToRun() {
        assertThat(Preflight.refusals(timescale(Optional.of("2.9.1"), Optional.of("2.19.3"), true)))
                .containsExactly(
                        "TimescaleDB is 2.9.1 in this database, 2.14 or later is needed: run ALTER EXTENSION timescaledb UPDATE");
        assertThat(Preflight.refusals(timescale(Optional.empty(), Optional.of("2.13.0-dev"), true)))
                .containsExactly("TimescaleDB is 2.13.0-dev on the server, 2.14 or later is needed");
    }

    @Test
    void aReadOnlyDatabaseIsRefused() {
        DatabaseFacts facts = new DatabaseFacts(
                GOOD.postgresVersion(),
                GOOD.timescaleInstalled(),
                GOOD.timescaleAvailable(),
                true,
                GOOD.edition(),
                true,
                GOOD.clockAhead(),
                GOOD.roundTrip());
        assertThat(Preflight.refusals(facts))
                .singleElement()
                .asString()
                .startsWith("the database is read-only")
                .doesNotContain("\n");
    }

    @Test
    void clocksOverAMinuteApartAreRefusedAndOverFiveSecondsWarnedOf() {
        assertThat(Preflight.refusals(clock(Duration.ofSeconds(-61), Duration.ZERO)))
                .containsExactly(
                        "the clocks of service and database are 61 s apart (database behind), at most 60 s is right: check time synchronization");
        assertThat(Preflight.refusals(clock(Duration.ofSeconds(60), Duration.ZERO)))
                .isEmpty();
        assertThat(Preflight.warnings(clock(Duration.ofSeconds(6), Duration.ZERO)))
                .singleElement()
                .asString()
                .contains("6 s apart (database ahead)");
        assertThat(Preflight.warnings(clock(Duration.ofSeconds(61), Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void aSkewThatTheRoundTripExplainsIsNotHeldAgainstTheDatabase() {
        assertThat(Preflight.refusals(clock(Duration.ofSeconds(61), Duration.ofSeconds(2))))
                .isEmpty();
        assertThat(Preflight.warnings(clock(Duration.ofSeconds(6), Duration.ofSeconds(2))))
                .isEmpty();
    }

    private static DatabaseFacts timescale(Optional<String> installed, Optional<String> available, boolean preloaded) {
        return new DatabaseFacts(
                GOOD.postgresVersion(),
                installed,
                available,
                preloaded,
                Optional.empty(),
                false,
                GOOD.clockAhead(),
                GOOD.roundTrip());
    }

    private static DatabaseFacts clock(Duration ahead, Duration roundTrip) {
        return new DatabaseFacts(
                GOOD.postgresVersion(),
                GOOD.timescaleInstalled(),
                GOOD.timescaleAvailable(),
                true,
                GOOD.edition(),
                false,
                ahead,
                roundTrip);
    }
}
