package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.access.EncryptionKey;
import io.liftline.access.KeysUnreadableException;
import io.liftline.access.TestConfig;
import io.liftline.access.TestConfig.Keys;
import io.liftline.access.login.OwnSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Private keys at rest: encrypted, migrated, and encrypted anew under another key.
@QuarkusTest
class KeySealTest {

    private static final String ONE = key(1);
    private static final String TWO = key(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    OwnSchema schema;

    @Test
    void aNewKeyIsStoredEncryptedAndSignsAsBefore() throws Exception {
        schema.with(pool -> {
            SigningKey key = SigningKey.generate();

            await(table(pool, Optional.of(ONE), Optional.empty()).createIfNone(key));

            byte[] plain = key.privateDer().orElseThrow();
            Row stored = row(pool);
            assertThat(stored.getString("sealed_by"))
                    .isEqualTo(EncryptionKey.parse(ONE).id());
            assertThat(stored.getBuffer("private_key").getBytes()).hasSize(12 + plain.length + 16);
            assertThat(contains(stored.getBuffer("private_key").getBytes(), Arrays.copyOf(plain, 20)))
                    .isFalse();
            assertThat(signer(table(pool, Optional.of(ONE), Optional.empty()))).isEqualTo(key);
        });
    }

    @Test
    void aPlainKeyIsEncryptedAtTheNextStartAndReencryptedUnderANewKey() throws Exception {
        schema.with(pool -> {
            SigningKey key = SigningKey.generate();
            await(table(pool, Optional.empty(), Optional.empty()).createIfNone(key));
            assertThat(row(pool).getString("sealed_by")).isNull();

            await(table(pool, Optional.of(ONE), Optional.empty()).reseal());
            assertThat(row(pool).getString("sealed_by"))
                    .isEqualTo(EncryptionKey.parse(ONE).id());

            SigningKeyTable changed = table(pool, Optional.of(TWO), Optional.of(ONE));
            assertThat(signer(changed)).as("before it is encrypted anew").isEqualTo(key);
            await(changed.reseal());
            assertThat(row(pool).getString("sealed_by"))
                    .isEqualTo(EncryptionKey.parse(TWO).id());
            assertThat(signer(table(pool, Optional.of(TWO), Optional.empty()))).isEqualTo(key);

            await(table(pool, Optional.empty(), Optional.of(TWO)).reseal());
            assertThat(row(pool).getString("sealed_by")).isNull();
            assertThat(signer(table(pool, Optional.empty(), Optional.empty()))).isEqualTo(key);
        });
    }

    @Test
    void aSuccessorIsEncryptedToo() throws Exception {
        schema.with(pool -> {
            SigningKeyTable table = table(pool, Optional.of(ONE), Optional.empty());
            await(table.createIfNone(SigningKey.generate()));

            assertThat(table.rotateNow(KeyRotation.of(TestConfig.DEFAULTS).atOnce())
                            .await()
                            .atMost(PATIENCE))
                    .isPresent();

            assertThat(rows(pool, "SELECT count(*) AS n FROM signing_key WHERE sealed_by IS NOT NULL")
                            .getLong("n"))
                    .isEqualTo(2);
        });
    }

    @Test
    void withoutTheKeyNothingSignsAndNothingIsChanged() throws Exception {
        schema.with(pool -> {
            await(table(pool, Optional.of(ONE), Optional.empty()).createIfNone(SigningKey.generate()));
            SigningKeyTable without = table(pool, Optional.of(TWO), Optional.empty());

            await(without.reseal());

            assertThat(row(pool).getString("sealed_by"))
                    .isEqualTo(EncryptionKey.parse(ONE).id());
            assertThatThrownBy(() -> signer(without))
                    .isInstanceOf(KeysUnreadableException.class)
                    .hasMessageContaining("LIFTLINE_KEY_ENCRYPTION_KEY");
        });
    }

    @Test
    void aChangedOrMovedKeyIsRefused() {
        KeySeal seal = seal(Optional.of(ONE), Optional.empty());
        byte[] plain = {1, 2, 3};
        KeySeal.Stored stored = seal.seal("kid", plain);
        byte[] changed = stored.bytes().clone();
        changed[14] ^= 1;

        assertThat(seal.open("kid", stored)).contains(plain);
        assertThat(seal.seal("kid", plain).bytes()).as("another nonce").isNotEqualTo(stored.bytes());
        assertThatIllegalStateException().isThrownBy(() -> seal.open("other", stored));
        assertThatIllegalStateException()
                .isThrownBy(() -> seal.open("kid", new KeySeal.Stored(changed, stored.sealedBy())));
        assertThatIllegalStateException()
                .isThrownBy(() -> seal.open("kid", new KeySeal.Stored(new byte[5], stored.sealedBy())));
    }

    @Test
    void onlyThirtyTwoBytesOfBase64AreAKey() {
        for (String bad : new String[] {"", "not base64!", Base64.getEncoder().encodeToString(new byte[31])}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncryptionKey.parse(bad))
                    .withMessageContaining("32 bytes in Base64");
        }
        assertThat(EncryptionKey.parse(ONE + "\n").toString()).doesNotContain(ONE);
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeySeal seal(Optional<String> key, Optional<String> formerKey) {
        return new KeySeal(TestConfig.DEFAULTS.withKeyEncryption(new Keys(key, formerKey)));
    }

    private static SigningKeyTable table(Pool pool, Optional<String> key, Optional<String> formerKey) {
        return new SigningKeyTable(pool, seal(key, formerKey));
    }

    private static SigningKey signer(SigningKeyTable table) {
        return table.load(Optional.empty()).await().atMost(PATIENCE).signer();
    }

    private static Row row(Pool pool) {
        return rows(pool, "SELECT private_key, sealed_by FROM signing_key");
    }

    private static Row rows(Pool pool, String sql) {
        return pool.withConnection(connection -> connection.query(sql).execute())
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next();
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(PATIENCE);
    }
}
