package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A place for archived objects: a directory, a container of Azure Blob Storage, or a bucket of an
/// S3-compatible service.
///
/// All methods block until the store has answered or a deadline has passed. Any number of threads may call
/// them at once. An object is visible under its name only when it is complete, and is never overwritten.
///
/// A name is a relative path of one or more segments, separated by `/`, for example
/// `hypertable=esp_telemetry/year=2026/month=11/day=20/_hyper_1_42_chunk-v1.parquet`. A segment holds letters,
/// digits and `-._=`, and is neither `.` nor `..`; any other name is an [IllegalArgumentException].
///
/// Every method throws an [IOException] with a message for the operator, without credentials, if the store
/// cannot be reached, refuses the credentials, or answers something unexpected.
public interface ObjectStore extends AutoCloseable {

    /// Stores the content of the file under the name if there is no such object, and makes it durable.
    ///
    /// @param content the file; the caller owns it and does not change it meanwhile
    PutOutcome putIfAbsent(String name, Path content) throws IOException;

    /// Opens the object to read it from its start. The caller closes the stream.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is no such object
    InputStream get(String name) throws IOException;

    /// Name and size of the object, or empty if there is none.
    Optional<StoredObject> head(String name) throws IOException;

    /// The objects whose names start with the prefix and come after the given name, ordered by name.
    ///
    /// @param after an exclusive lower bound, empty for none
    /// @param limit 1 to 1,000 objects
    List<StoredObject> list(String prefix, String after, int limit) throws IOException;

    /// Where the objects are, for logs and status answers; without credentials.
    String describe();

    /// Gives back connections and threads.
    @Override
    void close();
}
