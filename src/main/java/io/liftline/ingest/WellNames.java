package io.liftline.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of wells seen before, so that a sample's name need not become a String each time.
///
/// A name has one place, by its hash, and takes it from the one before; so the table does not grow. Threads
/// share it without locks: a String is safe to publish by a race, and losing one only makes it again.
@ApplicationScoped
class WellNames {

    private static final int PLACES = 8 * 1024;

    private final @Nullable String[] names = new @Nullable String[PLACES];

    /// The String of these bytes of UTF-8.
    String of(byte[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        String known = names[place];
        if (known != null && isWritten(known, buffer, from, to)) {
            return known;
        }
        String name = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (isWritten(name, buffer, from, to)) {
            names[place] = name;
        }
        return name;
    }

    /// Whether the bytes are the name, character by character; never where it is not ASCII.
    private static boolean isWritten(String name, byte[] buffer, int from, int to) {
        if (name.length() != to - from || name.length() > 64) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }
}
