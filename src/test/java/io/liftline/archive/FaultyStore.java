package io.liftline.archive;

import io.liftline.archive.store.ObjectStore;
import io.liftline.archive.store.PutOutcome;
import io.liftline.archive.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A store with a fault.
record FaultyStore(ObjectStore sound, Fault fault, Path work) implements ObjectStore {

    /// What goes wrong, and what the catalogue or the log then says.
    enum Fault {
        PUT_FAILS("500 InternalError"),
        PUT_TIMES_OUT_AFTER_IT_WAS_DONE("no valid answer (HttpTimeoutException)"),
        GET_FAILS("500 InternalError"),
        GET_TIMES_OUT("no valid answer (HttpTimeoutException)"),
        UPLOAD_IS_TRUNCATED("SHA-256"),
        A_BYTE_FLIPS("SHA-256"),
        WHAT_WAS_PUT_IS_NOT_SEEN_YET("begun 3 times"),
        AN_OLDER_STATE_IS_READ("SHA-256"),
        CONTAINER_IS_MISSING("404 ContainerNotFound"),
        CREDENTIALS_ARE_EXPIRED("403 AuthenticationFailed"),
        CLOCK_IS_WRONG("403 RequestTimeTooSkewed");

        private final String says;

        Fault(String says) {
            this.says = says;
        }

        String says() {
            return says;
        }
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        refuse();
        return switch (fault) {
            case PUT_FAILS -> throw failure();
            case PUT_TIMES_OUT_AFTER_IT_WAS_DONE -> {
                sound.putIfAbsent(name, content);
                throw failure();
            }
            case UPLOAD_IS_TRUNCATED -> {
                byte[] bytes = Files.readAllBytes(content);
                yield sound.putIfAbsent(name, file(Arrays.copyOf(bytes, bytes.length - 100)));
            }
            case A_BYTE_FLIPS -> {
                byte[] bytes = Files.readAllBytes(content);
                bytes[bytes.length / 2] ^= 1;
                yield sound.putIfAbsent(name, file(bytes));
            }
            case WHAT_WAS_PUT_IS_NOT_SEEN_YET -> PutOutcome.STORED;
            default -> sound.putIfAbsent(name, content);
        };
    }

    @Override
    public InputStream get(String name) throws IOException {
        refuse();
        return switch (fault) {
            case GET_FAILS, GET_TIMES_OUT -> throw failure();
            case WHAT_WAS_PUT_IS_NOT_SEEN_YET -> throw new NoSuchFileException(name);
            case AN_OLDER_STATE_IS_READ -> sound.get(oldestInTheFolderOf(name));
            default -> sound.get(name);
        };
    }

    @Override
    public Optional<StoredObject> head(String name) throws IOException {
        refuse();
        return fault == Fault.WHAT_WAS_PUT_IS_NOT_SEEN_YET ? Optional.empty() : sound.head(name);
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        refuse();
        return sound.list(prefix, after, limit);
    }

    @Override
    public String describe() {
        return sound.describe();
    }

    @Override
    public void close() {
        sound.close();
    }

    /// Faults that every call meets.
    private void refuse() throws IOException {
        switch (fault) {
            case CONTAINER_IS_MISSING, CREDENTIALS_ARE_EXPIRED, CLOCK_IS_WRONG -> throw failure();
            default -> {
                // the call itself may fail
            }
        }
    }

    /// Version 1 of the chunk, if the store has it.
    private String oldestInTheFolderOf(String name) throws IOException {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        return sound.list(folder, "", 100).stream()
                .map(StoredObject::name)
                .filter(object -> object.endsWith(".parquet"))
                .findFirst()
                .orElse(name);
    }

    private IOException failure() {
        return new IOException("%s: failed: %s".formatted(describe(), fault.says()));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(work.resolve("damaged"), bytes);
    }
}
