package io.liftline.access.token;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were verified, so that the next request with one of them does not pay for its signature again,
/// which would cost more than the rest of a small post.
///
/// An entry holds until the token ends, and as long as the key that signed it is known. All of them take at most
/// [#MAX_BYTES]. Where there is no room for another one, some are removed, those that have ended first.
final class VerifiedTokens {

    /// 16 MiB: about 4,400 tokens of the usual size (400 characters), 200 of the largest.
    static final long MAX_BYTES = 16L << 20;

    /// How much room is made at once.
    private static final long ROOM = MAX_BYTES / 8;

    private static final long SWEEP_SECONDS = 60;

    private final Map<String, VerifiedToken> tokens = new ConcurrentHashMap<>();

    // Both are guarded by this object. Reading a token needs neither.
    private long bytes;
    private long nextSweepSecond;

    /// What a token takes in memory: text, claims and caller together. An estimate that is never too low; measured
    /// on a JVM were 2.4 kB for 420 characters and one well pattern, 22 kB for 2,300 characters and 200 patterns,
    /// and 72 kB for 14,500 characters and 200 patterns.
    static long bytesOf(String token, VerifiedToken verified) {
        int patterns = verified.caller().wells().patterns().size();
        return 2_000L + 4L * token.length() + 120L * patterns;
    }

    /// What this token was found to say, if it was valid, has not ended, and the key that signed it is one of these.
    ///
    /// @param nowSecond seconds since 1970-01-01T00:00:00Z
    Optional<VerifiedToken> find(String token, KeySet keys, long nowSecond) {
        return Optional.ofNullable(tokens.get(token))
                .filter(verified -> nowSecond < verified.endSecond()
                        && keys.verifier(verified.kid()).isPresent());
    }

    /// Adds a token that was just found valid. Those that have ended are removed once a minute.
    ///
    /// @param nowSecond seconds since 1970-01-01T00:00:00Z
    synchronized void add(String token, VerifiedToken verified, long nowSecond) {
        long size = bytesOf(token, verified);
        boolean full = bytes + size > MAX_BYTES;
        if (full || nowSecond >= nextSweepSecond) {
            nextSweepSecond = nowSecond + SWEEP_SECONDS;
            remove(Long.MAX_VALUE, nowSecond);
        }
        if (bytes + size > MAX_BYTES) {
            remove(ROOM, Long.MAX_VALUE);
        }
        if (tokens.put(token, verified) == null) {
            bytes += size;
        }
    }

    /// What all of them take.
    synchronized long bytes() {
        return bytes;
    }

    /// Removes tokens that have ended at a second, until they make up so many bytes.
    private void remove(long enough, long endedAtSecond) {
        long before = bytes;
        Iterator<Map.Entry<String, VerifiedToken>> entries = tokens.entrySet().iterator();
        while (entries.hasNext() && before - bytes < enough) {
            Map.Entry<String, VerifiedToken> entry = entries.next();
            if (endedAtSecond >= entry.getValue().endSecond()) {
                entries.remove();
                bytes -= bytesOf(entry.getKey(), entry.getValue());
            }
        }
    }
}
