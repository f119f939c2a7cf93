package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Entity tags (RFC 9110, section 8.8.3) and `If-None-Match`.
///
/// Tags are weak. An answer may be compressed later, and a strong tag would have to differ then.
public final class EntityTags {

    /// One tag; group 1 is its opaque part without quotes, which may contain a comma.
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    private static final int BYTES = 16;

    private EntityTags() {}

    /// The tag of an answer: half of the SHA-256 of its bytes, and therefore the same on every replica.
    public static String of(Buffer answer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer.getBytes());
            String opaque = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
            return "W/\"" + opaque + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Whether `If-None-Match` contains this tag, by weak comparison: `W/"1"` equals `"1"` (section 13.1.2).
    ///
    /// @param ifNoneMatch the values of all header lines: tags separated by commas, or `*`
    public static boolean match(List<String> ifNoneMatch, String tag) {
        String opaque = opaque(tag);
        return ifNoneMatch.stream()
                .anyMatch(line -> line.strip().equals("*")
                        || TAG.matcher(line)
                                .results()
                                .anyMatch(found -> found.group(1).equals(opaque)));
    }

    private static String opaque(String tag) {
        Matcher parts = TAG.matcher(tag);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + tag + "' is not an entity tag");
        }
        return parts.group(1);
    }
}
