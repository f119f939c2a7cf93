package io.liftline.archive.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An object that a remote store has.
///
/// @param tag its entity tag, by which a replaced object is told from this one
record Found(String name, long bytes, String tag) {

    /// A tag that a service must have answered with.
    ///
    /// @throws IOException if it did not, as something else than an object store does: a web server, or a
    ///     network that wants a login
    static String tag(@Nullable String tag) throws IOException {
        if (tag == null) {
            throw new IOException("the answer has no ETag, so it is not one of an object store");
        }
        return tag;
    }

    StoredObject stored() {
        return new StoredObject(name, bytes);
    }
}
