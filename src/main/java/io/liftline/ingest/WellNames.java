package io.liftline.ingest;

import io.liftline.telemetry.WellId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Names of wells seen before, so that a sample's name need not become a String each time, nor be looked at
/// whether it is one.
///
/// A name has one place, by its hash, and takes it from the one before; so the table does not grow. Threads
/// share it without locks: a record is safe to publish by a race, and losing one only makes it again.
@Singleton
public class WellNames {

    private static final int PLACES = 8 * 1024;

    private final @Nullable Known[] names = new @Nullable Known[PLACES];

    /// A name and its bytes, so that neither has to be made from the other.
    private record Known(String name, byte[] ascii) {}

    /// The String of these bytes of UTF-8.
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

    /// Whether this very String was given out here as the id of a well: if so, it is a valid one.
    public boolean isKnown(String name) {
        Known known = names[place(name.hashCode())];
        return known != null && known.name == name;
    }

    /// The hash of a String of ASCII is that of its bytes.
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
