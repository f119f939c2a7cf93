package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.FaultyLine;
import io.liftline.fixtures.TestDatabase;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The line between service and database fails under a load of every mode: every post is answered within the
/// deadline with what is true, and afterwards the writes go on by themselves.
///
/// `-Dliftline.faults=20` sets how often each fault comes; twice otherwise.
class NetworkFaultsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /// The deadline, and what a busy machine may add to it.
    private static final Duration ANSWERED_WITHIN = DEADLINE.plusSeconds(2);

    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(5);
    private static final Duration CALM = Duration.ofMillis(500);

    private TestDatabase database;
    private FaultyLine line;
    private Program program;
    private Load load;

    @BeforeEach
    void behindALine() throws Exception {
        database = TestDatabase.empty();
        line = new FaultyLine(new InetSocketAddress(
                database.server().host(), database.server().port()));
        Map<String, String> settings = new HashMap<>(Load.SETTINGS);
        settings.put("LIFTLINE_INGEST_DEADLINE", DEADLINE.toString());
        program = Program.ready(database, database.through(line.port(), settings));
        load = Load.mixed(program::api);
    }

    @AfterEach
    void close() throws Exception {
        load.close();
        program.close();
        line.close();
        database.close();
    }

    @Test
    void nothingIsLostWhenConnectionsAreCutAndRefused() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            Await.pause(CALM);
            line.cut();
            load.awaitRefusals(20, ANSWERED_WITHIN);
            longest = longer(longest, mendAndAwaitWrites());
        }
        assertOver("line cut %d times", longest);
    }

    @Test
    void nothingIsLostWhenTheDatabaseIsSlow() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            line.slow(Duration.ofMillis(50));
            load.awaitAcknowledgedAfter(Instant.now(), Duration.ofSeconds(30));
            longest = longer(longest, mendAndAwaitWrites());
        }
        assertOver("line slow %d times", longest);
    }

    @Test
    void nothingIsLostAndNobodyWaitsWithoutEndWhenTheDatabaseIsSilent() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            Await.pause(CALM);
            line.silence();
            load.awaitRefusals(6, ANSWERED_WITHIN.plus(CALM));
            program.awaitNotReady();
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);
            longest = longer(longest, mendAndAwaitWrites());
            program.awaitReady();
        }
        assertOver("line silent %d times", longest);
    }

    private Duration mendAndAwaitWrites() {
        line.mend();
        Duration took = load.awaitAcknowledgedAfter(Instant.now(), Duration.ofSeconds(60));
        assertThat(took).as("until writes go on").isLessThan(GOES_ON_WITHIN);
        return took;
    }

    private void assertOver(String what, Duration longest) throws Exception {
        load.assertStoredOnce(
                database,
                "%s, writes again within %d ms".formatted(what.formatted(FaultsIT.FAULTS), longest.toMillis()));
        load.answers().assertStoredOrLater(ANSWERED_WITHIN);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
