package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.TestConfig;
import io.liftline.access.login.OwnSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rotation of signing keys, on the real database.
@QuarkusTest
class KeyRotationTest {

    private static final KeyRotation NINETY_DAYS = KeyRotation.of(TestConfig.DEFAULTS);

    @Inject
    OwnSchema schema;

    @Test
    void aSuccessorIsPublishedBeforeItSignsAndTheOldKeyStaysUntilItsTokensHaveExpired() throws Exception {
        schema.with(pool -> {
            // Given
            SigningKeyTable table = table(pool);
            await(table.createIfNone(SigningKey.generate()));
            String old = signer(table);

            // When: too early
            age(pool, "89 days");
            await(table.rotate(NINETY_DAYS));
            assertThat(verifiers(table)).containsExactly(old);

            // When: due
            age(pool, "2 days");
            await(table.rotate(NINETY_DAYS));

            // Then: announced
            assertThat(signer(table)).isEqualTo(old);
            assertThat(verifiers(table)).hasSize(2).contains(old);

            // When: the announcement is over
            age(pool, NINETY_DAYS.announced().toSeconds() + " seconds");
            await(table.rotate(NINETY_DAYS));

            // Then
            String successor = signer(table);
            assertThat(successor).isNotEqualTo(old);
            assertThat(verifiers(table)).containsExactly(successor, old);

            // When: the last token of the old key has expired
            age(pool, NINETY_DAYS.keptFor().toSeconds() + " seconds");
            await(table.rotate(NINETY_DAYS));

            // Then
            assertThat(verifiers(table)).containsExactly(successor);
        });
    }

    @Test
    void replicasThatRotateTogetherMakeOneSuccessor() throws Exception {
        schema.with(pool -> {
            SigningKeyTable table = table(pool);
            await(table.createIfNone(SigningKey.generate()));
            age(pool, "91 days");

            List<Uni<Void>> replicas = IntStream.range(0, 6)
                    .mapToObj(_ -> table.rotate(NINETY_DAYS))
                    .toList();
            await(Uni.join().all(replicas).andFailFast().replaceWithVoid());

            assertThat(verifiers(table)).hasSize(2);
        });
    }

    @Test
    void aKeyIsRotatedOnRequestWhateverItsAge() throws Exception {
        schema.with(pool -> {
            SigningKeyTable table = table(pool);
            await(table.createIfNone(SigningKey.generate()));

            await(table.rotate(NINETY_DAYS.atOnce()));

            assertThat(verifiers(table)).hasSize(2);
        });
    }

    /// Makes all keys older.
    private static void age(Pool pool, String by) {
        await(pool.withConnection(connection -> connection
                        .query("UPDATE signing_key SET signs_from = signs_from - INTERVAL '%s'".formatted(by))
                        .execute())
                .replaceWithVoid());
    }

    private static String signer(SigningKeyTable table) {
        return table.load(Optional.empty())
                .await()
                .atMost(Duration.ofSeconds(20))
                .signer()
                .kid();
    }

    private static List<String> verifiers(SigningKeyTable table) {
        return table.load(Optional.empty()).await().atMost(Duration.ofSeconds(20)).verifiers().stream()
                .map(SigningKey::kid)
                .toList();
    }

    private static SigningKeyTable table(Pool pool) {
        return new SigningKeyTable(pool, new KeySeal(TestConfig.DEFAULTS));
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(20));
    }
}
