package io.liftline.archive;

/// What a pass did.
///
/// @param verified versions that are verified now and were not before
/// @param dropped chunks that were dropped
/// @param broughtBack dropped chunks that existed again, and have their rows back
/// @param failed chunks that could not be brought further; the catalogue has the reasons
record PassResult(int verified, int dropped, int broughtBack, int failed) {

    /// Nothing.
    static final PassResult NONE = new PassResult(0, 0, 0, 0);

    /// A chunk was brought back.
    static final PassResult BROUGHT_BACK = new PassResult(0, 0, 1, 0);

    /// A chunk could not be brought further.
    static final PassResult FAILED = new PassResult(0, 0, 0, 1);

    PassResult plus(PassResult other) {
        return new PassResult(
                verified + other.verified,
                dropped + other.dropped,
                broughtBack + other.broughtBack,
                failed + other.failed);
    }
}
