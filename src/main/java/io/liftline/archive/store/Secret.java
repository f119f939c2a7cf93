package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A part of a credential: a value of the configuration, or the content of a file.
sealed interface Secret {

    /// The longest SAS and keys are below 1 KiB.
    int LARGEST_FILE = 64 * 1024;

    /// The secret as it is now, without white space around it. A file is read anew each time.
    ///
    /// @throws IOException if the file cannot be read, or is empty
    String current() throws IOException;

    /// The secret of a setting and of its `…-file`, of which at most one is set.
    static Optional<Secret> of(Optional<String> value, Optional<Path> file) {
        return value.<Secret>map(Value::new).or(() -> file.map(InFile::new));
    }

    /// A secret that is known since the start.
    record Value(String text) implements Secret {

        @Override
        public String current() {
            return text.strip();
        }

        @Override
        public String toString() {
            return "secret";
        }
    }

    /// A secret that somebody may replace while the service runs.
    record InFile(Path file) implements Secret {

        @Override
        public String current() throws IOException {
            String text;
            try (InputStream content = Files.newInputStream(file)) {
                text = new String(content.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                // Not the exception itself: to the caller of a store, NoSuchFileException is a missing object.
                throw new IOException(
                        "the file %s cannot be read: %s"
                                .formatted(file, e.getClass().getSimpleName()),
                        e);
            }
            if (text.isEmpty()) {
                throw new IOException("the file %s is empty".formatted(file));
            }
            return text;
        }
    }
}
