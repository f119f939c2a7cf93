package io.liftline.access.token;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// Checks the canonical form of a token: a JWS in compact serialization (RFC 7515, section 7.1), that is, three
/// parts of base64url without padding (RFC 4648, section 5), separated by dots.
///
/// The token library is more lenient. It ignores foreign characters, padding, and the unused bits of the last
/// character of a part. So one token would have many accepted forms, each with its own entry in
/// [VerifiedTokens].
final class TokenSpelling {

    /// The maximum length of a token, in characters. A token with the largest possible scope has 14,500.
    static final int MAX_LENGTH = 16_384;

    private static final int PARTS = 3;
    private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private TokenSpelling() {}

    /// Whether the text has the canonical form and at most [#MAX_LENGTH] characters.
    static boolean isCanonical(String token) {
        if (token.length() > MAX_LENGTH) {
            return false;
        }
        String[] parts = DOT.split(token, PARTS + 1);
        return parts.length == PARTS && Arrays.stream(parts).allMatch(TokenSpelling::isCanonicalPart);
    }

    private static boolean isCanonicalPart(String part) {
        try {
            return !part.isEmpty()
                    && ENCODER.encodeToString(DECODER.decode(part)).equals(part);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
