package io.liftline.access.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of an API key: `llk_<id>_<secret>`. The id is visible in lists, the secret is shown once.
///
/// @param id 12 characters `a` to `z` and `2` to `7`
/// @param text the whole key; a credential
public record ApiKeyText(String id, String text) {

    private static final String PREFIX = "llk_";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern FORM = Pattern.compile("llk_([a-z2-7]{12})_[A-Za-z0-9_-]{43}");

    /// A new random key, of 256 bits.
    public static ApiKeyText random(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new ApiKeyText(
                id.toString(),
                PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Whether a credential is meant to be an API key, not a JWT.
    public static boolean isMeant(String credential) {
        return credential.startsWith(PREFIX);
    }

    /// Splits a credential. Empty if it does not have the form of a key.
    static Optional<ApiKeyText> parse(String credential) {
        Matcher form = FORM.matcher(credential);
        return form.matches() ? Optional.of(new ApiKeyText(form.group(1), credential)) : Optional.empty();
    }

    /// The SHA-256 hash of the whole key, which is what the database stores.
    public byte[] hash() {
        return sha256(text);
    }

    /// The SHA-256 hash of a text.
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiKeyText[" + id + "]";
    }
}
