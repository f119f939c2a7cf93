package io.liftline.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key that encrypts secrets at rest: AES with 256 bits, as `openssl rand -base64 32` prints it.
///
/// @param id tells keys apart: the first 16 hexadecimal digits of the SHA-256 hash of the key and a prefix
/// @param key the key
public record EncryptionKey(String id, SecretKey key) {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final String ID_PREFIX = "liftline encryption key ";

    /// Reads a key.
    ///
    /// @throws IllegalArgumentException if the text is not the Base64 form of 32 bytes; the message does not
    ///     contain it
    public static EncryptionKey parse(String text) {
        byte[] bytes = decode(text.strip());
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "it must be 32 bytes in Base64, as 'openssl rand -base64 32' prints them");
        }
        return new EncryptionKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static String idOf(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ID_PREFIX.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "EncryptionKey[" + id + "]";
    }
}
