package io.liftline.ingest;

import io.liftline.telemetry.WellId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cache of well ids, so that a sample of a known well needs neither a new String nor a check of its well id.
///
/// An id has one slot, selected by its hash, and replaces the previous id of that slot, so the cache has a
/// fixed size. Threads use it without locks: a record is immutable, so publishing it by a data race is safe,
/// and a lost update only means that the String is created again.
@Singleton
public class WellNames {

    private static final int PLACES = 8 * 1024;

    private final @Nullable Known[] names = new @Nullable Known[PLACES];

    /// A well id and its bytes, so that a lookup needs no conversion.
    private record Known(String name, byte[] ascii) {}

    /// The String of these UTF-8 bytes.
    public String of(byte[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int place = place(hash);
        Known known = names[place];
        if (known != null && isWritten(known.ascii, buffer, from, to)) {
            return known.name;
        }
        String name = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (WellId.isValid(name)) {
            names[place] = new Known(name, Arrays.copyOfRange(buffer, from, to));
        }
        return name;
    }

    /// Whether this String object came from this cache. If so, it is a valid well id.
    public boolean isKnown(String name) {
        Known known = names[place(name.hashCode())];
        return known != null && known.name == name;
    }

    /// The slot of a hash. For ASCII, `String.hashCode` equals the hash of the bytes.
    private static int place(int hash) {
        return (hash ^ hash >>> 15) & PLACES - 1;
    }

    private static boolean isWritten(byte[] name, byte[] buffer, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }
}
