package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// Proves that a store does all that the archive needs, with a small object of the day, such as
/// `liftline-check/2026-11-30`. It stays in the store, as a store deletes nothing.
public final class StoreCheck {

    private static final String PREFIX = "liftline-check/";
    private static final byte[] CONTENT =
            "Liftline wrote this object to check the store.\n".getBytes(StandardCharsets.UTF_8);

    private StoreCheck() {}

    /// Puts the object, puts it once more, looks for it, reads it back and lists it.
    ///
    /// @return the name of the object
    /// @throws IOException with a message for the operator, if a step fails or has another result than it must
    ///     have
    public static String run(ObjectStore store, LocalDate today) throws IOException {
        String name = PREFIX + today;
        Path file = Files.createTempFile("liftline-check-", ".txt");
        try {
            Files.write(file, CONTENT);
            PutOutcome first = store.putIfAbsent(name, file);
            unless(
                    store.putIfAbsent(name, file) == PutOutcome.ALREADY_THERE,
                    store,
                    first == PutOutcome.STORED
                            ? "it stored '%s' a second time instead of refusing it: it lacks conditional writes (If-None-Match)"
                                    .formatted(name)
                            : "it refused '%s' and then stored it over itself".formatted(name));
        } finally {
            Files.delete(file);
        }
        Optional<StoredObject> found = store.head(name);
        unless(
                found.equals(Optional.of(new StoredObject(name, CONTENT.length))),
                store,
                "it was given '%s' with %d bytes, and has %s"
                        .formatted(
                                name,
                                CONTENT.length,
                                found.map(StoredObject::toString).orElse("nothing of that name")));
        try (InputStream content = store.get(name)) {
            unless(
                    Arrays.equals(content.readNBytes(CONTENT.length + 1), CONTENT),
                    store,
                    "'%s' was read back with other content".formatted(name));
        }
        unless(
                store.list(PREFIX, PREFIX + today.minusDays(1), 1)
                        .equals(found.stream().toList()),
                store,
                "'%s' is not in the list of its objects, or not in the order of names".formatted(name));
        return name;
    }

    private static void unless(boolean holds, ObjectStore store, String fault) throws IOException {
        if (!holds) {
            throw new IOException("%s cannot be used: %s".formatted(store.describe(), fault));
        }
    }
}
