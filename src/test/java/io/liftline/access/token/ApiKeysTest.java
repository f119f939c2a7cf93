package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.access.admin.ApiKeyTable;
import io.liftline.access.admin.NewApiKey;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiKeysTest {

    @Inject
    ApiKeys keys;

    @Inject
    ApiKeyTable table;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    InstantSource clock;

    @Test
    void aKeyStaysValidWhileItIsReadAgain() throws Exception {
        String key = create("PAD-7/*");
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService gateway = Executors.newSingleThreadExecutor()) {
            Future<Boolean> alwaysValid = gateway.submit(() -> {
                boolean valid = true;
                while (!done.get()) {
                    valid &= keys.isValid(key);
                }
                return valid;
            });

            try {
                for (int i = 0; i < 100; i++) {
                    keys.follow().await().indefinitely();
                }
            } finally {
                done.set(true);
            }

            assertThat(alwaysValid.get()).isTrue();
        }
    }

    @Test
    void aKeyWithStoredPatternsThatAreNoneDoesNotKeepTheReplicaFromReadingTheOthers() {
        String bad = create("WELL-1");
        pool.preparedQuery("UPDATE api_key SET wells = ARRAY['A%', NULL], changed_at = clock_timestamp() WHERE id = $1")
                .execute(Tuple.of(bad.split("_", -1)[1]))
                .await()
                .indefinitely();
        String good = create("WELL-2");
        ApiKeys starting = new ApiKeys(pool, vertx, clock);

        starting.follow().await().indefinitely();

        assertThat(starting.find(good)
                        .orElseThrow()
                        .principal()
                        .caller()
                        .wells()
                        .permits("WELL-2"))
                .isTrue();
        assertThat(starting.find(bad).orElseThrow().principal().caller().wells().patterns())
                .isEmpty();
    }

    private String create(String well) {
        return table.create(
                        new NewApiKey("gateway", List.of("writer"), List.of(well), null, null)
                                .validated(clock.instant()),
                        "ann")
                .await()
                .indefinitely();
    }

    @Test
    void aCertificateIsNotRefusedBeforeTheKeysAreLoaded() {
        ApiKeys starting = new ApiKeys(pool, vertx, clock);

        assertThatThrownBy(() -> starting.ofCertificate("CN=gw-7"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        assertThat(starting.isOfCertificate("CN=gw-7")).isFalse();
    }
}
