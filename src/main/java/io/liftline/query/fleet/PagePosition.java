package io.liftline.query.fleet;

/// The place of a well in the order of a fleet: state, worst severity, id. A state may change between two
/// pages, so a well whose state has changed may be on both or on none.
///
/// @param state the number of its state
/// @param worst the number of the worst severity of its open findings; 9 without one
/// @param wellId the well
public record PagePosition(int state, int worst, String wellId) {

    /// The place before all wells.
    public static final PagePosition START = new PagePosition(-1, -1, "");
}
