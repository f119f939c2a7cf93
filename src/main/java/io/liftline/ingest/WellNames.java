package io.liftline.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Names of wells seen before, so that a sample's name need not become a String each time.
///
/// A name has one place, by its hash, and takes it from the one before; so the table does not grow. Threads
/// share it without locks: a record is safe to publish by a race, and losing one only makes it again.
@ApplicationScoped
class WellNames {

    private static final int PLACES = 8 * 1024;
    private static final int MAX_LENGTH = 64;

    private final @Nullable Known[] names = new @Nullable Known[PLACES];

    /// A name and its bytes, so that neither has to be made from the other.
    private record Known(String name, byte[] ascii) {}

    /// The String of these bytes of UTF-8.
    String of(byte[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        Known known = names[place];
        if (known != null && isWritten(known.ascii, buffer, from, to)) {
            return known.name;
        }
        String name = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (to - from <= MAX_LENGTH && isAscii(buffer, from, to)) {
            names[place] = new Known(name, Arrays.copyOfRange(buffer, from, to));
        }
        return name;
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

    private static boolean isAscii(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
