package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A store on the network: the rules of [ObjectStore], on top of the calls of a service.
final class RemoteStore implements ObjectStore {

    /// A service may refuse an upload before it has read all of it, and close the connection. The refusal is
    /// only sure to arrive if the upload fits into the buffers of the connection.
    private static final long LARGEST_UPLOAD_AT_ONCE = 64 * 1024;

    private final RemoteService service;
    private final Limits limits;

    RemoteStore(RemoteService service, Limits limits) {
        this.service = service;
        this.limits = limits;
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        ObjectName.valid(name);
        long bytes = Files.size(content);
        return call("storing", name, () -> {
            boolean there = bytes > LARGEST_UPLOAD_AT_ONCE && service.find(name).isPresent();
            return there ? PutOutcome.ALREADY_THERE : service.upload(name, content, bytes);
        });
    }

    @Override
    public InputStream get(String name) throws IOException {
        Found object = find(name)
                .orElseThrow(() -> new NoSuchFileException(name, null, "there is no such object in " + describe()));
        long start = System.nanoTime();
        return new RangedStream(
                object, (offset, length) -> call("reading", name, () -> range(object, offset, length, start)));
    }

    private byte[] range(Found object, long offset, int length, long start) throws IOException {
        if (System.nanoTime() - start > limits.object().toNanos()) {
            throw new IOException(
                    "it took longer than %s: %d of %d bytes".formatted(limits.object(), offset, object.bytes()));
        }
        limits.pace().await(length);
        byte[] range = service.read(object, offset, length);
        if (range.length != length) {
            throw new IOException("%d bytes came instead of %d at %d".formatted(range.length, length, offset));
        }
        return range;
    }

    @Override
    public Optional<StoredObject> head(String name) throws IOException {
        return find(name).map(Found::stored);
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        ObjectName.validLimit(limit);
        return call("listing", prefix, () -> service.list(prefix, after, limit));
    }

    @Override
    public String describe() {
        return service.describe();
    }

    @Override
    public void close() {
        service.close();
    }

    private Optional<Found> find(String name) throws IOException {
        ObjectName.valid(name);
        return call("looking for", name, () -> service.find(name));
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /// Without the exception of the library as cause, because that can contain requests with credentials.
    private <T> T call(String doing, String name, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw failed(doing, name, service.failure(e).text());
        } catch (IOException e) {
            throw failed(doing, name, String.valueOf(e.getMessage()));
        }
    }

    private IOException failed(String doing, String name, String why) {
        return new IOException("%s: %s '%s' failed: %s".formatted(describe(), doing, name, why));
    }
}
