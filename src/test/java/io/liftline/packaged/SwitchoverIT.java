package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.FaultyLine;
import io.liftline.fixtures.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The primary and its streaming standby change places under a load of every mode, while the name that the
/// service knows leads to the old primary for a while longer: its connections to that are sound, and are of no
/// use (vertx-sql-client, issue 981).
///
/// `-Dliftline.faults=20` makes a quarter as many switchovers; one otherwise.
class SwitchoverIT {

    private static final int SWITCHOVERS = Math.max(1, FaultsIT.FAULTS / 4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Connections to a read-only server are given up at most every 5 s.
    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(10);

    private Cluster primary;
    private Cluster standby;

    @BeforeEach
    void makeBoth() throws Exception {
        primary = Cluster.named("one");
        standby = Cluster.named("two");
        primary.start();
        standby.follow(primary);
    }

    @AfterEach
    void destroyBoth() throws Exception {
        if (primary != null && standby != null) {
            standby.close();
            primary.close();
        }
    }

    @Test
    void writesFollowThePrimaryAndNothingAcknowledgedIsLost() throws Exception {
        TestDatabase database = TestDatabase.emptyOn(primary.server());
        Duration longest = Duration.ZERO;
        try (FaultyLine name = new FaultyLine(primary.address());
                Program program = Program.ready(database, database.through(name.port(), Load.SETTINGS));
                Load load = Load.mixed(program::api)) {
            for (int switchover = 0; switchover < SWITCHOVERS; switchover++) {
                awaitStreaming();
                changePlaces();
                program.awaitNotReady();
                load.awaitRefusals(20, PATIENCE);
                assertThat(program.management("/q/health/ready").body()).contains("read-only");

                name.leadTo(primary.address());
                Duration took = load.awaitAcknowledgedAfter(Instant.now(), PATIENCE);

                assertThat(took).as("until writes go on").isLessThan(GOES_ON_WITHIN);
                program.awaitReady();
                longest = longest.compareTo(took) > 0 ? longest : took;
            }
            load.assertStoredOnce(
                    database.on(primary.server()),
                    "primary changed %d times, writes again within %d ms".formatted(SWITCHOVERS, longest.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    private void awaitStreaming() {
        Await.until(
                "the standby follows",
                PATIENCE,
                () -> primary.ask("SELECT state FROM pg_stat_replication").equals("streaming"));
    }

    /// A clean switchover: the old primary has handed over all it has before the other is promoted.
    private void changePlaces() throws Exception {
        Cluster old = primary;
        old.stop();
        standby.promote();
        primary = standby;
        standby = old;
        standby.startBehind(primary);
    }
}
