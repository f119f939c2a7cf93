package io.liftline.access.token;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// The canonical spelling of a token: a JWS in compact serialization (RFC 7515, section 7.1), that is, three parts of
/// base64url without padding (RFC 4648, section 5) with a dot between them.
///
/// The token library is more lenient: it passes over foreign characters and padding, and over the bits of a part's last
/// character that belong to no byte. With it alone, one token has any number of spellings.
final class TokenSpelling {

    /// The longest token, in characters. One with the largest scope that can be granted has 14,500.
    static final int MAX_LENGTH = 16_384;

    private static final int PARTS = 3;
    private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private TokenSpelling() {}

    /// Whether this is the canonical spelling of anything, of at most [#MAX_LENGTH] characters.
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
