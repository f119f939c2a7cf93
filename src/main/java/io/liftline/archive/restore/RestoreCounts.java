package io.liftline.archive.restore;

/// What a restore did, or would do.
///
/// @param restored rows that were added
/// @param alreadyThere rows whose key was there already
/// @param filled rows of those in which values were added where there were none
public record RestoreCounts(long restored, long alreadyThere, long filled) {

    /// Nothing.
    public static final RestoreCounts NONE = new RestoreCounts(0, 0, 0);

    /// The sums.
    public RestoreCounts plus(RestoreCounts other) {
        return new RestoreCounts(restored + other.restored, alreadyThere + other.alreadyThere, filled + other.filled);
    }
}
