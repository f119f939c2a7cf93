package io.liftline.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The lanes against each other in one run, for docs/adr/0004: `./dev test -Dtest=LanesBench`. Not a test: no
/// assertion on time, and not run with the others.
@QuarkusTest
class LanesBench {

    private static final int WELLS = 500;
    private static final int ROWS = 200_000;
    private static final int PAIRS = 5;

    @Inject
    CopyLane copy;

    @Inject
    UnnestLane unnest;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private interface Lane {
        void write(CommitGroup group, CopyRows buffer) throws SQLException;
    }

    private record Result(double rowsPerSecond, double serviceCpu, double databaseCpu) {}

    @Test
    void compare() throws Exception {
        Lane byCopy = (group, buffer) -> copy.copy(group, buffer);
        Lane byUnnest = (group, _) -> unnest.insert(group).await().atMost(Duration.ofMinutes(1));
        for (int[] shape : new int[][] {{1_000, 5, 2}, {1_000, 1, 2}, {10, 32, 2}, {10, 1, 2}, {1_000, 5, 1}}) {
            int rows = shape[1] * shape[0] < 100 ? ROWS / 10 : ROWS;
            leg(byCopy, shape, rows / 4);
            leg(byUnnest, shape, rows / 4);
            List<Result> a = new ArrayList<>();
            List<Result> b = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % 2 == 0) {
                    a.add(leg(byCopy, shape, rows));
                    b.add(leg(byUnnest, shape, rows));
                } else {
                    b.add(leg(byUnnest, shape, rows));
                    a.add(leg(byCopy, shape, rows));
                }
            }
            print(shape, a, b);
        }
    }

    private static void print(int[] shape, List<Result> a, List<Result> b) {
        double[] ratios = new double[PAIRS];
        Arrays.setAll(ratios, i -> a.get(i).rowsPerSecond() / b.get(i).rowsPerSecond());
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "BENCH %d rows x %d requests a commit, %d writers: COPY / unnest = %.2f (%.2f..%.2f);"
                        + " COPY %.0f rows/s, CPU s per 1M rows: service %.2f, database %.2f;"
                        + " unnest %.0f rows/s, service %.2f, database %.2f%n",
                shape[0],
                shape[1],
                shape[2],
                ratios[PAIRS / 2],
                ratios[0],
                ratios[PAIRS - 1],
                median(a, Result::rowsPerSecond),
                median(a, Result::serviceCpu),
                median(a, Result::databaseCpu),
                median(b, Result::rowsPerSecond),
                median(b, Result::serviceCpu),
                median(b, Result::databaseCpu));
    }

    private static double median(List<Result> results, java.util.function.ToDoubleFunction<Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Result leg(Lane lane, int[] shape, int rows) throws Exception {
        List<CommitGroup> groups = groups(shape[0], shape[1], rows);
        empty();
        double service = serviceCpu();
        double database = databaseCpu();
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < shape[2]; writer++) {
            CopyRows buffer = new CopyRows();
            writers.add(() -> {
                int written = 0;
                for (int group = next.getAndIncrement(); group < groups.size(); group = next.getAndIncrement()) {
                    lane.write(groups.get(group), buffer);
                    written += groups.get(group).rows();
                }
                return written;
            });
        }
        long written = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                written += writer.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double serviceCpu = serviceCpu() - service;
        double databaseCpu = databaseCpu() - database;
        if (new StoredRows(owner).number("SELECT count(*) FROM esp_telemetry") != rows || written != rows) {
            throw new IllegalStateException("rows are missing");
        }
        double million = rows / 1e6;
        return new Result(rows / seconds, serviceCpu / million, databaseCpu / million);
    }

    private void empty() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE esp_telemetry");
            // The chunk is there before either lane begins.
            statement.execute("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('X', '2025-11-20', 1)");
            statement.execute("DELETE FROM esp_telemetry");
        }
    }

    private static List<CommitGroup> groups(int rowsPerRequest, int requests, int rows) {
        Random random = new Random(7);
        double[] levels = {2150, 812, 2400, 96, 60, 45, 2300, 50, 150};
        String[] names = {
            "flow_rate",
            "pip",
            "discharge_pressure",
            "motor_temp",
            "intake_temp",
            "motor_current",
            "motor_voltage",
            "vsd_frequency",
            "power"
        };
        List<CommitGroup> groups = new ArrayList<>();
        List<ColumnBatch> members = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int row = 1; row <= rows; row++) {
            long second = 1_763_600_000L + (row - 1) / WELLS * 10L;
            body.append("esp_telemetry,well_id=WELL-%03d ".formatted((row - 1) % WELLS));
            for (int i = 0; i < names.length; i++) {
                double value = Math.round((levels[i] + random.nextGaussian()) * 10) / 10.0;
                body.append(i == 0 ? "" : ",").append(names[i]).append('=').append(value);
            }
            body.append(' ').append(second).append('\n');
            if (row % rowsPerRequest == 0) {
                members.add(Decode.run(
                                new LineProtocolDecoder(Precision.SECONDS),
                                body.toString().getBytes(StandardCharsets.US_ASCII))
                        .batch(OnConflict.IGNORE));
                body.setLength(0);
                if (members.size() == requests || row == rows) {
                    groups.add(new CommitGroup(List.copyOf(members)));
                    members.clear();
                }
            }
        }
        return groups;
    }

    private static double serviceCpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /// What the server processes of the service's connections have used, where they run on this machine.
    private double databaseCpu() throws SQLException {
        double ticks = 0;
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pid FROM pg_stat_activity WHERE application_name ^@ 'liftline' AND datname = current_database()")) {
            while (rows.next()) {
                Path stat = Path.of("/proc/" + rows.getInt(1) + "/stat");
                if (Files.exists(stat)) {
                    String[] fields =
                            Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
                    ticks += Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks / 100;
    }
}
