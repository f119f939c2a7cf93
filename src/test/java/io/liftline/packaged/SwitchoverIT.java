package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.FaultyLine;
import io.liftline.fixtures.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Switchover: the primary and its streaming standby change roles under a load of all modes. The host name
/// that the service uses still resolves to the old primary for a while. Its connections work but refuse writes
/// (vertx-sql-client, issue 981).
///
/// `-Dliftline.faults=N` makes N/4 switchovers, and at least one.
class SwitchoverIT {

    private static final int SWITCHOVERS = Math.max(1, FaultsIT.FAULTS / 4);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /// The service closes connections to a read-only server at most every 5 s.
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(10);

    private Cluster primary;
    private Cluster standby;

    @BeforeEach
    void createBoth() throws Exception {
        primary = Cluster.named("one");
        standby = Cluster.named("two");
        primary.start();
        standby.createAsStandbyOf(primary);
    }

    @AfterEach
    void destroyBoth() throws Exception {
        if (primary != null && standby != null) {
            standby.close();
            primary.close();
        }
    }

    @Test
    void writesFollowThePrimaryAndNoAcknowledgedSampleIsLost() throws Exception {
        TestDatabase database = TestDatabase.emptyOn(primary.server());
        Duration longest = Duration.ZERO;
        try (FaultyLine name = new FaultyLine(primary.address());
                Program program = Program.ready(database, database.through(name.port(), Load.SETTINGS));
                Load load = Load.mixed(program::api)) {
            for (int switchover = 0; switchover < SWITCHOVERS; switchover++) {
                awaitStreaming();
                switchOver();
                program.awaitNotReady();
                load.awaitRefusals(20, TIMEOUT);
                assertThat(program.management("/q/health/ready").body()).contains("read-only");

                name.leadTo(primary.address());
                Duration took = load.awaitAcknowledgedAfter(Instant.now(), TIMEOUT);

                assertThat(took).as("time until writes resume").isLessThan(RESUMES_WITHIN);
                program.awaitReady();
                longest = longest.compareTo(took) > 0 ? longest : took;
            }
            load.assertStoredOnce(
                    database.on(primary.server()),
                    "primary changed %d times, writes again within %d ms".formatted(SWITCHOVERS, longest.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    private void awaitStreaming() throws Exception {
        Instant end = Instant.now().plus(TIMEOUT);
        while (!primary.query("SELECT state FROM pg_stat_replication").equals("streaming")) {
            assertThat(Instant.now()).as("the standby follows").isBefore(end);
            Thread.sleep(50);
        }
    }

    /// A clean switchover: the old primary has streamed all its WAL before the standby is promoted.
    private void switchOver() throws Exception {
        Cluster old = primary;
        old.stop();
        standby.promote();
        primary = standby;
        standby = old;
        standby.startAsStandbyOf(primary);
    }
}
