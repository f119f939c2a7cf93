package io.liftline.archive.restore;

import java.io.IOException;

/// An object of the store is not what its manifest says.
public final class DifferentContentException extends IOException {

    private static final long serialVersionUID = 1L;

    /// @param what what differs
    public DifferentContentException(String what) {
        super(what);
    }
}
