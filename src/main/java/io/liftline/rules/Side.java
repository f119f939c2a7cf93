package io.liftline.rules;

/// On which side of its limit a condition holds.
enum Side {
    BELOW,
    ABOVE;

    /// Whether a value is beyond the limit.
    ///
    /// @param slack how far the limit is moved towards normal values, in its own unit
    boolean holds(double value, double limit, double slack) {
        return switch (this) {
            case BELOW -> value < limit + slack;
            case ABOVE -> value > limit - slack;
        };
    }
}
