package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.EmbeddedDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills the service and PostgreSQL with SIGKILL at random moments under load. Afterwards every
/// acknowledged sample is there exactly once, compared by (well, timestamp) and value.
///
/// `-Dliftline.faults=20` sets the number of kills of each kind and mode; two otherwise.
class FaultsIT {

    private static final int KILLS = Integer.getInteger("liftline.faults", 2);
    private static final int GATEWAYS = 4;
    private static final int LONGEST_CALM_MILLIS = 1_500;

    private final EmbeddedDatabase postgres = new EmbeddedDatabase();
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws Exception {
        database = TestDatabase.empty();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedSampleIsLostOrDoubledWhenTheServiceIsKilled(Gateway.Mode mode) throws Exception {
        Random random = new Random(mode.ordinal());
        AtomicReference<Program> running = new AtomicReference<>(Program.ready(database));
        List<Gateway> gateways = gateways(mode, running);
        for (int kill = 0; kill < KILLS; kill++) {
            Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
            running.get().close();
            running.set(Program.ready(database));
        }
        assertEveryAcknowledgedSampleIsThere(gateways);
        running.get().close();
    }

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedSampleIsLostOrDoubledWhenPostgresIsKilled(Gateway.Mode mode) throws Exception {
        assumeTrue(EmbeddedDatabase.isThere(), "skipped: only the embedded database can be killed");
        Random random = new Random(mode.ordinal());
        AtomicReference<Program> running = new AtomicReference<>(Program.ready(database));
        List<Gateway> gateways = gateways(mode, running);
        for (int kill = 0; kill < KILLS; kill++) {
            Thread.sleep(random.nextInt(LONGEST_CALM_MILLIS));
            postgres.kill();
            postgres.start();
            running.get().awaitReady();
        }
        assertEveryAcknowledgedSampleIsThere(gateways);
        running.get().close();
    }

    private static List<Gateway> gateways(Gateway.Mode mode, AtomicReference<Program> running) {
        List<Gateway> gateways = IntStream.range(0, GATEWAYS)
                .mapToObj(number ->
                        new Gateway("GW-" + number, mode, () -> running.get().api()))
                .toList();
        gateways.forEach(Gateway::start);
        return gateways;
    }

    private void assertEveryAcknowledgedSampleIsThere(List<Gateway> gateways) throws Exception {
        long acknowledged = 0;
        for (Gateway gateway : gateways) {
            gateway.stop();
            List<String> stored = database.query("""
                    SELECT extract(epoch FROM timestamp)::BIGINT || ' ' || pip
                    FROM esp_telemetry
                    WHERE well_id = '%s'
                    ORDER BY timestamp
                    """.formatted(gateway.well()));
            Set<String> once = new HashSet<>(stored);
            assertThat(once).as("%s: stored once each", gateway.well()).hasSameSizeAs(stored);
            assertThat(without(gateway.acknowledged(), once))
                    .as("%s: acknowledged but lost", gateway.well())
                    .isEmpty();
            assertThat(without(once, gateway.sent()))
                    .as("%s: stored but never sent", gateway.well())
                    .isEmpty();
            acknowledged += gateway.acknowledged().size();
        }
        assertThat(acknowledged).as("samples acknowledged under load").isPositive();
        System.out.printf("%d samples acknowledged, every one stored once, after %d kills%n", acknowledged, KILLS);
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
