package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.access.EncryptionKey;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts private signing keys for the database with AES-256-GCM (NIST SP 800-38D), if a key for that is
/// configured.
///
/// An encrypted key is a random nonce of 12 bytes, followed by the ciphertext and its tag of 16 bytes. The id
/// of the signing key is authenticated with it, so that an encrypted key cannot be moved to another row.
@Singleton
final class KeySeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<EncryptionKey> current;
    private final Optional<EncryptionKey> former;
    private final SecureRandom random = new SecureRandom();

    KeySeal(AccessConfig config) {
        this.current = config.keyEncryption().key().map(EncryptionKey::parse);
        this.former = config.keyEncryption().formerKey().map(EncryptionKey::parse);
    }

    /// A private key as it is stored.
    ///
    /// @param bytes PKCS#8, DER; encrypted if `sealedBy` is present
    /// @param sealedBy id of the key that it is encrypted with
    record Stored(byte[] bytes, Optional<String> sealedBy) {}

    /// Whether new keys are encrypted.
    boolean encrypts() {
        return current.isPresent();
    }

    /// Whether this key is stored as a new one would be.
    boolean isCurrent(Stored stored) {
        return stored.sealedBy().equals(current.map(EncryptionKey::id));
    }

    /// Encrypts a private key, if a key for that is configured.
    ///
    /// @param kid id of the signing key
    Stored seal(String kid, byte[] privateDer) {
        if (current.isEmpty()) {
            return new Stored(privateDer, Optional.empty());
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, current.get(), nonce, kid, privateDer);
        byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
        return new Stored(bytes, current.map(EncryptionKey::id));
    }

    /// The private key, PKCS#8, DER. Empty if it is encrypted with a key that is not configured.
    ///
    /// @throws IllegalStateException if the stored bytes were changed
    Optional<byte[]> open(String kid, Stored stored) {
        if (stored.sealedBy().isEmpty()) {
            return Optional.of(stored.bytes());
        }
        return Stream.of(current, former)
                .flatMap(Optional::stream)
                .filter(key -> key.id().equals(stored.sealedBy().get()))
                .findFirst()
                .map(key -> open(key, kid, stored.bytes()));
    }

    private static byte[] open(EncryptionKey key, String kid, byte[] stored) {
        byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(stored, Math.min(NONCE_BYTES, stored.length), stored.length);
        return run(Cipher.DECRYPT_MODE, key, nonce, kid, sealed);
    }

    private static byte[] run(int mode, EncryptionKey key, byte[] nonce, String kid, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kid.getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key of the signing key " + kid + " cannot be decrypted", e);
        }
    }
}
