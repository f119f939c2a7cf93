package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A load of gateways that post to a service during a fault. Afterwards it asserts that every acknowledged sample
/// is stored once.
final class Load implements AutoCloseable {

    /// The limit in samples above which the programs of these tests treat a batch as large.
    static final int LARGE_ROWS = 1_000;

    /// The settings to start the program with.
    static final Map<String, String> SETTINGS = Map.of("LIFTLINE_INGEST_LARGE_ROWS", String.valueOf(LARGE_ROWS));

    /// The service's deadline for a write, with a margin for a busy machine.
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(32);

    private static final int GATEWAYS = 4;
    private static final Path RESULTS = Path.of("target", "faults.txt");

    private final Answers answers = new Answers();
    private final List<Gateway> gateways;

    private Load(Stream<Gateway.Mode> modes, Supplier<Api> api) {
        List<Gateway.Mode> each = modes.toList();
        gateways = IntStream.range(0, each.size())
                .mapToObj(number -> new Gateway("GW-" + number, each.get(number), api, answers))
                .toList();
        gateways.forEach(Gateway::start);
    }

    /// Starts four gateways of this mode and waits until each has been acknowledged once.
    ///
    /// @param api supplies the service that is running at the moment
    static Load of(Gateway.Mode mode, Supplier<Api> api) {
        return new Load(Stream.generate(() -> mode).limit(GATEWAYS), api).awaitFirstAcknowledgements();
    }

    /// Starts one gateway of each mode and waits until each has been acknowledged once.
    static Load mixed(Supplier<Api> api) {
        return new Load(Stream.of(Gateway.Mode.values()), api).awaitFirstAcknowledgements();
    }

    Answers answers() {
        return answers;
    }

    /// Waits until every gateway has been acknowledged after this moment.
    ///
    /// @return the time from this moment until then
    Duration awaitAcknowledgedAfter(Instant moment, Duration limit) {
        while (gateways.stream().anyMatch(gateway -> !gateway.lastAcknowledged().isAfter(moment))) {
            assertThat(Duration.between(moment, Instant.now()))
                    .as("writes resume; %s", answers)
                    .isLessThan(limit);
            pause();
        }
        return Duration.between(moment, Instant.now());
    }

    /// Waits until at least this many more posts have been refused with 503.
    void awaitRefusals(int more, Duration limit) {
        int before = answers.count(503);
        Instant end = Instant.now().plus(limit);
        while (answers.count(503) < before + more) {
            assertThat(Instant.now()).as("posts are refused; %s", answers).isBefore(end);
            pause();
        }
    }

    /// Stops the gateways and compares the acknowledged samples with the stored ones, one by one.
    ///
    /// @param what the fault, for the line in target/faults.txt
    void assertStoredOnce(TestDatabase database, String what) throws SQLException, InterruptedException, IOException {
        long acknowledged = 0;
        for (Gateway gateway : gateways) {
            assertThat(gateway.stop()).as("%s: is acknowledged", gateway.well()).isTrue();
        }
        for (Gateway gateway : gateways) {
            assertStoredOnce(database, gateway);
            acknowledged += gateway.acknowledged().size();
        }
        String line = "%s: %d samples acknowledged, every one stored once; %s".formatted(what, acknowledged, answers);
        System.out.println(line);
        Files.writeString(RESULTS, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void assertStoredOnce(TestDatabase database, Gateway gateway) throws SQLException {
        List<String> stored = database.rows("""
                SELECT extract(epoch FROM timestamp)::BIGINT || ' ' || pip
                FROM esp_telemetry
                WHERE well_id = '%s'
                """.formatted(gateway.well()));
        Set<String> once = new HashSet<>(stored);
        assertThat(once).as("%s: stored once each", gateway.well()).hasSameSizeAs(stored);
        assertThat(without(gateway.acknowledged(), once))
                .as("%s: acknowledged but lost", gateway.well())
                .isEmpty();
        assertThat(without(once, gateway.sent()))
                .as("%s: stored but never sent", gateway.well())
                .isEmpty();
        assertThat(gateway.acknowledged())
                .as("%s: acknowledged under load", gateway.well())
                .isNotEmpty();
    }

    private Load awaitFirstAcknowledgements() {
        awaitAcknowledgedAfter(Instant.now(), Duration.ofSeconds(30));
        return this;
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::abandon);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
