package io.liftline.ingest;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.access.TokenOf;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What one client with bodies of 100,000 rows does to clients with 10: `./dev test -Dtest=FairnessBench`.
/// Not a test: no assertion on time, and not run with the others. Generator and service share the process.
@QuarkusTest
class FairnessBench {

    private static final int CLIENTS = 8;
    private static final int POSTS = 400;
    private static final int PAIRS = 3;
    private static final long PAUSE_MILLIS = 10;

    @Inject
    TokenOf tokens;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final AtomicInteger clock = new AtomicInteger(1_763_600_000);

    @Test
    void compare() throws Exception {
        List<String> large = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            large.add(body("BIG-" + i, 100_000));
        }
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            smallPosts(client);
            for (int pair = 0; pair < PAIRS; pair++) {
                new StoredRows(owner).run("TRUNCATE esp_telemetry");
                double[] idle = smallPosts(client);
                AtomicBoolean stop = new AtomicBoolean();
                AtomicInteger sent = new AtomicInteger();
                try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<?> flood = thread.submit(() -> {
                        while (!stop.get()) {
                            post(client, large.get(sent.getAndIncrement() % large.size()));
                        }
                        return null;
                    });
                    double[] loaded = smallPosts(client);
                    stop.set(true);
                    flood.get();
                    System.out.printf(
                            Locale.ROOT,
                            "BENCH small posts p50 %.1f -> %.1f ms, p99 %.1f -> %.1f ms, ratio %.1f, beside %d large bodies%n",
                            at(idle, 0.5),
                            at(loaded, 0.5),
                            at(idle, 0.99),
                            at(loaded, 0.99),
                            at(loaded, 0.99) / at(idle, 0.99),
                            sent.get());
                }
            }
        }
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))];
    }

    private double[] smallPosts(HttpClient client) throws Exception {
        List<Callable<double[]>> clients = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            String well = "SMALL-" + c;
            clients.add(() -> {
                double[] millis = new double[POSTS];
                for (int i = 0; i < POSTS; i++) {
                    String body = body(well, 10);
                    long start = System.nanoTime();
                    post(client, body);
                    millis[i] = (System.nanoTime() - start) / 1e6;
                    Thread.sleep(PAUSE_MILLIS);
                }
                return millis;
            });
        }
        double[] all = {};
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<double[]> millis : threads.invokeAll(clients)) {
                double[] some = millis.get();
                all = Arrays.copyOf(all, all.length + some.length);
                System.arraycopy(some, 0, all, all.length - some.length, some.length);
            }
        }
        Arrays.sort(all);
        return all;
    }

    private void post(HttpClient client, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/write?precision=s"))
                .header("Authorization", "Token " + tokens.role(Role.WRITER, "*"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 204) {
            throw new IllegalStateException("answered " + status);
        }
    }

    private String body(String well, int rows) {
        StringBuilder lines = new StringBuilder(rows * 90);
        int first = clock.getAndAdd(rows);
        for (int row = 0; row < rows; row++) {
            lines.append("esp_telemetry,well_id=")
                    .append(well)
                    .append(" flow_rate=2150.4,pip=812.5,motor_temp=96.5,motor_current=45.2 ")
                    .append(first + row)
                    .append('\n');
        }
        return lines.toString();
    }
}
