package io.liftline.archive.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The calls of an object store on the network, by the library of its maker. A failure is an [IOException] of a
/// credential's file, or an exception of the library, whose meaning is in [#failure].
interface RemoteService extends AutoCloseable {

    /// Size of the requests by which a large object is stored. S3 allows no less than 5 MiB.
    int PART_BYTES = 8 * 1024 * 1024;

    /// The object, or empty if it does not exist in a container that exists.
    Optional<Found> find(String name) throws IOException;

    /// Reads a part of the object.
    byte[] read(Found object, long offset, int length) throws IOException;

    /// Stores a file unless there is an object of that name.
    PutOutcome upload(String name, Path file, long bytes) throws IOException;

    /// As [ObjectStore#list].
    List<StoredObject> list(String prefix, String after, int limit) throws IOException;

    /// The meaning of an exception of the library.
    ServiceFailure failure(RuntimeException thrown);

    /// Where the objects are, without credentials.
    String describe();

    @Override
    void close();
}
