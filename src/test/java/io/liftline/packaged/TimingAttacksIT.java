package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Whether the time of an answer tells something. The two cases alternate, so that what else the machine does
/// hits both. It runs with `./dev test --attacks` only, because it measures.
class TimingAttacksIT {

    private static final int PAIRS = 60;

    /// The medians of the two cases may differ by so much of the larger one.
    private static final double NOISE = 0.05;

    private static final String RANGE = "/telemetry?from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z";

    @Test
    void anUnknownUserAndAWrongPasswordTakeTheSameTime() throws Exception {
        Assumptions.assumeTrue(Attacked.LONG, "skipped: it measures, see ./dev test --attacks");
        try (Attacked attacked = quiet()) {
            String admin = attacked.api().login();
            assertThat(attacked.api()
                            .post(
                                    "/api/v1/users",
                                    admin,
                                    "{\"username\": \"ann\", \"password\": \"annular pressure 77\","
                                            + " \"roles\": [\"viewer\"], \"wells\": [\"*\"]}")
                            .statusCode())
                    .isEqualTo(201);
            int[] number = {0};

            assertAlike(
                    "logins of unknown users and with wrong passwords",
                    () -> attacked.login("127.0.0.2", "nobody-" + number[0]++, "wrong password"),
                    () -> attacked.login("127.0.0.2", "ann", "wrong password"));
        }
    }

    @Test
    void aForeignWellAndAnAbsentOneTakeTheSameTime() throws Exception {
        Assumptions.assumeTrue(Attacked.LONG, "skipped: it measures, see ./dev test --attacks");
        try (Attacked attacked = quiet()) {
            String admin = attacked.api().login();
            attacked.api().ingest(admin, Api.sample("FOREIGN-1", 1));
            String key = Api.json(attacked.api()
                            .post(
                                    "/api/v1/api-keys",
                                    admin,
                                    "{\"name\": \"a\", \"roles\": [\"viewer\"], \"wells\": [\"OWN-1\"]}"))
                    .get("key")
                    .asText();

            assertAlike(
                    "questions about a foreign and an absent well",
                    () -> attacked.api()
                            .get("/api/v1/wells/FOREIGN-1" + RANGE, key)
                            .statusCode(),
                    () -> attacked.api()
                            .get("/api/v1/wells/ABSENT-1" + RANGE, key)
                            .statusCode());
        }
    }

    /// Without the bystander, and without limits that would end the measurement.
    private static Attacked quiet() throws Exception {
        Attacked attacked =
                Attacked.start(Map.of("LIFTLINE_LIMITS_ADDRESS", "0", "LIFTLINE_ACCESS_FAILED_LOGINS", "100000"));
        attacked.rest();
        return attacked;
    }

    private static void assertAlike(String what, Callable<Integer> one, Callable<Integer> other) throws Exception {
        for (int i = 0; i < PAIRS / 4; i++) {
            assertThat(one.call()).isEqualTo(other.call());
        }
        List<Duration> ofOne = new ArrayList<>();
        List<Duration> ofOther = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            ofOne.add(timed(one));
            ofOther.add(timed(other));
        }
        double first = median(ofOne).toNanos();
        double second = median(ofOther).toNanos();
        assertThat(Math.abs(first - second) / Math.max(first, second))
                .as("%s: medians %.2f and %.2f ms", what, first / 1e6, second / 1e6)
                .isLessThan(NOISE);
    }

    private static Duration timed(Callable<Integer> request) throws Exception {
        long began = System.nanoTime();
        request.call();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Duration median(List<Duration> took) {
        return took.stream().sorted().toList().get(took.size() / 2);
    }
}
