package io.liftline.access.login;

import io.liftline.access.token.ApiKeyText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A refresh token: `llr_` and 256 bits in base64url. It is a credential, so it is sent to the client and never
/// logged; the database has its hash.
record RefreshToken(String text) {

    private static final String PREFIX = "llr_";
    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("llr_[A-Za-z0-9_-]{43}");

    /// A new random token.
    static RefreshToken random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return of(secret);
    }

    /// The token with this text. Empty if the text does not have the form of one.
    static Optional<RefreshToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
    }

    /// The SHA-256 hash.
    byte[] hash() {
        return ApiKeyText.sha256(text);
    }

    /// The token that follows this one. It is the HMAC of this token with a random salt, so it can be computed
    /// again from both, and from the database alone it cannot.
    RefreshToken successor(byte[] salt) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(salt, MAC));
            return of(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no " + MAC, e);
        }
    }

    private static RefreshToken of(byte[] secret) {
        return new RefreshToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
