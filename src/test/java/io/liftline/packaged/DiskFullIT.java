package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// PostgreSQL runs out of disk space under a load of all modes. Posts are then refused with 503. Once there is
/// space again, writes resume without a restart of the service.
class DiskFullIT {

    private static final int VOLUME_MEGABYTES = 400;
    private static final int WAL_MEGABYTES = 200;
    private static final int REFUSALS = 20;
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(60);

    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);

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
    void noAcknowledgedSampleIsLostWhenTheVolumeIsFull() throws Exception {
        volume = SmallVolume.at(cluster.state(), VOLUME_MEGABYTES);
        cluster.start();
        fillUnderLoad(() -> {}, "No space left on device");
    }

    /// Without space for WAL the server exits with PANIC, and again at each start until there is space.
    @Test
    void noAcknowledgedSampleIsLostWhenTheWalVolumeIsFull() throws Exception {
        cluster.start();
        cluster.stop();
        Path log = cluster.data().resolve("pg_wal");
        Path before = Files.move(log, cluster.state().resolve("pg_wal"));
        volume = SmallVolume.at(log, WAL_MEGABYTES);
        Command.run("cp", "-a", before + "/.", log.toString());
        cluster.start();
        fillUnderLoad(this::exhaustWal, "PANIC");
    }

    /// Makes the server need more space than there is.
    @FunctionalInterface
    private interface Exhaustion {
        void run() throws Exception;
    }

    private void fillUnderLoad(Exhaustion exhaustion, String logged) throws Exception {
        TestDatabase database = TestDatabase.emptyOn(cluster.server());
        try (Program program = Program.ready(database, Load.SETTINGS);
                Load load = Load.mixed(program::api)) {
            volume.fill();
            exhaustion.run();
            load.awaitRefusals(REFUSALS, REFUSED_WITHIN);
            assertThat(cluster.log()).contains(logged);
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);

            volume.free();
            Instant accepting = cluster.startUntilAccepting(database);
            Duration took = load.awaitAcknowledgedAfter(accepting, REFUSED_WITHIN);

            assertThat(took).as("time until writes resume").isLessThan(RESUMES_WITHIN);
            program.awaitReady();
            load.assertStoredOnce(
                    database, "disk full (%s), writes again within %d ms".formatted(logged, took.toMillis()));
            load.answers().assertStoredOrLater(Load.ANSWERED_WITHIN);
        }
    }

    /// Switches WAL segments until there is no space for the next one.
    private void exhaustWal() throws Exception {
        Instant end = Instant.now().plus(REFUSED_WITHIN);
        while (!cluster.log().contains("PANIC")) {
            assertThat(Instant.now()).as("the server panics").isBefore(end);
            try {
                cluster.query("SELECT pg_switch_wal()");
            } catch (IOException _) {
                Thread.sleep(50); // the server panicked during this query, or is down
            }
        }
    }
}
