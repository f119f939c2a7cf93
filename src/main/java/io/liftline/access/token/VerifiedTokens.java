package io.liftline.access.token;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A cache of verified tokens. Verifying a signature costs more than the rest of a small ingest request.
///
/// An entry is valid until the token expires, and while the key that signed it is known. The entries take at
/// most [#MAX_BYTES] in all. If there is no space for a new one, some are removed, expired ones first.
final class VerifiedTokens {

    /// 16 MiB: about 4,400 tokens of the usual size (400 characters), 200 of the largest.
    static final long MAX_BYTES = 16L << 20;

    /// How many bytes are freed at a time.
    private static final long ROOM = MAX_BYTES / 8;

    private static final long SWEEP_SECONDS = 60;

    private final Map<String, VerifiedToken> tokens = new ConcurrentHashMap<>();

    // Both fields are guarded by this object. A lookup uses neither.
    private long bytes;
    private long nextSweepSecond;

    /// The estimated memory of an entry: text, claims and caller. It is never too low. Measured on a JVM: 2.4
    /// kB for 420 characters and one well pattern, 22 kB for 2,300 characters and 200 patterns, 72 kB for
    /// 14,500 characters and 200 patterns.
    static long bytesOf(String token, VerifiedToken verified) {
        int patterns = verified.principal().caller().wells().patterns().size();
        return 2_000L + 4L * token.length() + 120L * patterns;
    }

    /// The content of this token, if it is cached, has not expired, and its key is still accepted.
    ///
    /// @param nowSecond current time, seconds since 1970-01-01T00:00:00Z
    Optional<VerifiedToken> find(String token, long nowSecond) {
        return Optional.ofNullable(tokens.get(token)).filter(verified -> verified.isValid(nowSecond));
    }

    /// Adds a verified token. Expired tokens are removed once a minute.
    ///
    /// @param nowSecond current time, seconds since 1970-01-01T00:00:00Z
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

    /// The estimated memory of all entries.
    synchronized long bytes() {
        return bytes;
    }

    /// Removes tokens whose `exp` is at or before this second, until so many bytes are freed.
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
