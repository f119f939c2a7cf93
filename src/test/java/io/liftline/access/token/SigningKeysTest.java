package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.access.AccessConfig;
import io.liftline.access.TestConfig;
import io.liftline.access.login.OwnSchema;
import io.liftline.database.SchemaReady;
import io.liftline.fixtures.Await;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class SigningKeysTest {

    @Inject
    OwnSchema schema;

    @Inject
    Vertx vertx;

    @TempDir
    Path directory;

    @Test
    void replicasThatStartTogetherMakeOneKey() throws Exception {
        schema.with(pool -> {
            List<Callable<KeySet>> starts = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<KeySet>) () -> {
                        SigningKeys replica = replica(table(pool), TestConfig.DEFAULTS);
                        replica.onSchemaReady(new SchemaReady());
                        replica.stop();
                        return replica.current();
                    })
                    .toList();

            List<KeySet> seen = atOnce(starts);

            Set<String> signers = new HashSet<>();
            seen.forEach(keys -> signers.add(keys.signer().kid()));
            assertThat(signers).hasSize(1);
            assertThat(seen).allSatisfy(keys -> assertThat(keys.verifiers()).hasSize(1));
        });
    }

    @Test
    void theSchemaBeingReadyAgainChangesNothing() throws Exception {
        schema.with(pool -> {
            SigningKeys replica = replica(table(pool), TestConfig.DEFAULTS);
            replica.onSchemaReady(new SchemaReady());
            KeySet first = replica.current();

            replica.onSchemaReady(new SchemaReady());

            assertThat(replica.current()).isEqualTo(first);
            replica.stop();
        });
    }

    @Test
    void aKeyFileSignsAndOtherReplicasVerifyWithoutTheFile() throws Exception {
        SigningKey key = SigningKey.generate();
        Path file = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.privateDer().orElseThrow())
                        + "\n-----END PRIVATE KEY-----\n");
        schema.with(pool -> {
            SigningKeyTable table = table(pool);
            SigningKeys withFile = replica(table, TestConfig.DEFAULTS.withKeyFile(file));
            SigningKeys without = replica(table, TestConfig.DEFAULTS);

            withFile.onSchemaReady(new SchemaReady());
            without.onSchemaReady(new SchemaReady());

            assertThat(withFile.current().signer().kid()).isEqualTo(key.kid());
            assertThat(without.current().signer().kid()).isNotEqualTo(key.kid());
            assertThat(without.current().verifier(key.kid()))
                    .hasValueSatisfying(other -> assertThat(other.privateKey()).isEmpty());
            withFile.stop();
            without.stop();
        });
    }

    @Test
    void anUnknownKeyIsLookedForInTheBackground() throws Exception {
        schema.with(pool -> {
            SigningKeyTable table = table(pool);
            SigningKeys replica = replica(table, TestConfig.DEFAULTS);
            replica.onSchemaReady(new SchemaReady());
            SigningKey added = SigningKey.generate();
            await(table.publish(added));

            replica.reloadForUnknownKey();

            assertThat(eventually(() -> replica.current().verifier(added.kid())))
                    .isPresent();
            replica.stop();
        });
    }

    @Test
    void unknownKeysAreNotLookedForTwiceInAMoment() throws Exception {
        schema.with(pool -> {
            SigningKeyTable table = table(pool);
            SigningKeys replica = replica(table, TestConfig.DEFAULTS);
            replica.onSchemaReady(new SchemaReady());
            SigningKey first = SigningKey.generate();
            await(table.publish(first));
            replica.reloadForUnknownKey();
            eventually(() -> replica.current().verifier(first.kid()));
            SigningKey added = SigningKey.generate();
            await(table.publish(added));

            replica.reloadForUnknownKey();
            Await.pause(Duration.ofMillis(200));

            assertThat(replica.current().verifier(added.kid())).isEmpty();
            replica.stop();
        });
    }

    @Test
    void beforeTheyAreLoadedTheServiceIsUnavailable() throws Exception {
        schema.with(pool -> {
            SigningKeys keys = replica(table(pool), TestConfig.DEFAULTS);
            TokenVerifier verifier = new TokenVerifier(
                    keys,
                    new ApiKeys(pool, vertx, InstantSource.system()),
                    new OutsideIssuer(TestConfig.DEFAULTS, new OutsideKeys(TestConfig.DEFAULTS)),
                    TestConfig.DEFAULTS,
                    InstantSource.system());

            assertThatThrownBy(() -> verifier.verify("a.b.c"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        });
    }

    private SigningKeys replica(SigningKeyTable table, AccessConfig config) {
        return new SigningKeys(table, vertx, config);
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Optional<T> eventually(Supplier<Optional<T>> question) {
        AtomicReference<Optional<T>> answer = new AtomicReference<>(question.get());
        Await.holds(Duration.ofSeconds(4), () -> {
            answer.set(question.get());
            return answer.get().isPresent();
        });
        return answer.get();
    }

    private static SigningKeyTable table(Pool pool) {
        return new SigningKeyTable(pool, new KeySeal(TestConfig.DEFAULTS));
    }

    private static void await(Uni<Void> uni) {
        uni.await().indefinitely();
    }
}
