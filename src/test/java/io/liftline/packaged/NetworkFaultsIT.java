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

/// The network between service and database fails under a load of all modes. Every post is answered within the
/// deadline, no acknowledged sample is lost, and writes resume without a restart.
///
/// `-Dliftline.faults=N` sets how often each fault occurs. The default is two.
class NetworkFaultsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /// The deadline, with a margin for a busy machine.
    private static final Duration ANSWERED_WITHIN = DEADLINE.plusSeconds(2);

    /// The pool tries a refused connection once more after a second, so each gateway is refused once a second.
    private static final Duration REFUSED_TWENTY_TIMES_WITHIN = Duration.ofSeconds(20);

    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private TestDatabase database;
    private FaultyLine line;
    private Program program;
    private Load load;

    @BeforeEach
    void startBehindFaultyLine() throws Exception {
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
    void noAcknowledgedSampleIsLostWhenConnectionsAreCutAndRefused() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            Await.pause(INTERVAL);
            line.cut();
            load.awaitRefusals(20, REFUSED_TWENTY_TIMES_WITHIN);
            longest = longer(longest, mendAndAwaitWrites());
        }
        assertNothingLost("line cut %d times", longest);
    }

    @Test
    void noAcknowledgedSampleIsLostWhenTheDatabaseIsSlow() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            line.slow(Duration.ofMillis(50));
            load.awaitAcknowledgedAfter(Instant.now(), Duration.ofSeconds(30));
            longest = longer(longest, mendAndAwaitWrites());
        }
        assertNothingLost("line slow %d times", longest);
    }

    @Test
    void noAcknowledgedSampleIsLostAndEveryPostIsAnsweredWhenTheDatabaseIsUnresponsive() throws Exception {
        Duration longest = Duration.ZERO;
        for (int fault = 0; fault < FaultsIT.FAULTS; fault++) {
            Await.pause(INTERVAL);
            line.silence();
            load.awaitRefusals(6, ANSWERED_WITHIN.plus(INTERVAL));
            program.awaitNotReady();
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);
            longest = longer(longest, mendAndAwaitWrites());
            program.awaitReady();
        }
        assertNothingLost("line silent %d times", longest);
    }

    private Duration mendAndAwaitWrites() {
        line.mend();
        Duration took = load.awaitAcknowledgedAfter(Instant.now(), Duration.ofSeconds(60));
        assertThat(took).as("time until writes resume").isLessThan(RESUMES_WITHIN);
        return took;
    }

    private void assertNothingLost(String what, Duration longest) throws Exception {
        load.assertStoredOnce(
                database,
                "%s, writes again within %d ms".formatted(what.formatted(FaultsIT.FAULTS), longest.toMillis()));
        load.answers().assertStoredOrLater(ANSWERED_WITHIN);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
