package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// PostgreSQL runs out of disk under a load of every mode. What does not fit is refused with 503, nothing else
/// is said, and once there is space again the writes go on without a restart of the service.
class DiskFullIT {

    private static final int VOLUME_MEGABYTES = 400;
    private static final int LOG_MEGABYTES = 200;
    private static final int REFUSALS = 20;
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(60);

    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(5);

    private Cluster cluster;
    private SmallVolume volume;

    @BeforeEach
    void makeCluster() throws Exception {
        cluster = Cluster.named("full");
    }

    @AfterEach
    void destroyCluster() throws Exception {
        if (volume != null) {
            volume.free();
            cluster.stop();
            volume.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nothingIsLostOrPretendedWhenTheVolumeIsFull() throws Exception {
        volume = SmallVolume.at(cluster.state(), VOLUME_MEGABYTES);
        cluster.start();
        fillUnderLoad(() -> {}, "No space left on device");
    }

    /// The server cannot even say so: it ends with PANIC, and again at each start until there is space.
    @Test
    void nothingIsLostOrPretendedWhenTheWriteAheadLogIsFull() throws Exception {
        cluster.start();
        cluster.stop();
        Path log = cluster.data().resolve("pg_wal");
        Path before = Files.move(log, cluster.state().resolve("pg_wal"));
        volume = SmallVolume.at(log, LOG_MEGABYTES);
        Command.run("cp", "-a", before + "/.", log.toString());
        cluster.start();
        fillUnderLoad(this::useUpTheLog, "PANIC");
    }

    /// What makes the server meet the end of its space.
    @FunctionalInterface
    private interface Meeting {
        void happen() throws Exception;
    }

    private void fillUnderLoad(Meeting meeting, String logged) throws Exception {
        TestDatabase database = TestDatabase.emptyOn(cluster.server());
        try (Program program = Program.ready(database, Load.SETTINGS);
                Load load = Load.mixed(program::api)) {
            volume.fill();
            meeting.happen();
            load.awaitRefusals(REFUSALS, REFUSED_WITHIN);
            assertThat(cluster.log()).contains(logged);
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);

            volume.free();
            Instant accepting = cluster.startUntilAccepting(database);
            Duration took = load.awaitAcknowledgedAfter(accepting, REFUSED_WITHIN);

            assertThat(took).as("until writes go on").isLessThan(GOES_ON_WITHIN);
            program.awaitReady();
            load.assertStoredOnce(
                    database, "disk full (%s), writes again within %d ms".formatted(logged, took.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    /// Begins segment after segment, until there is none to be had.
    private void useUpTheLog() {
        Await.until("the server panics", REFUSED_WITHIN, () -> {
            try {
                cluster.ask("SELECT pg_switch_wal()");
            } catch (IOException _) {
                // it is the one that panics, or is down
            }
            return cluster.log().contains("PANIC");
        });
    }
}
