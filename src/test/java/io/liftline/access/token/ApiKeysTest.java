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
        String key = table.create(
                        new NewApiKey("gateway", List.of("writer"), List.of("PAD-7/*"), null, null)
                                .validated(clock.instant()),
                        "ann")
                .await()
                .indefinitely();
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
    void aCertificateIsNotRefusedBeforeTheKeysAreLoaded() {
        ApiKeys starting = new ApiKeys(pool, vertx, clock);

        assertThatThrownBy(() -> starting.ofCertificate("CN=gw-7"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        assertThat(starting.isOfCertificate("CN=gw-7")).isFalse();
    }
}
