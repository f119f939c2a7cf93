package io.liftline.web;

/// The rule by which holders share what is limited: one may hold at most three times what is then free. So one
/// alone gets three quarters, the next one three quarters of the rest, and something is left for another one
/// (dynamic thresholds; Choudhury and Hahne 1998).
public final class FairShare {

    /// How many times what is free one may hold.
    static final long TIMES_FREE = 3;

    private FairShare() {}

    /// Whether a holder may hold so much.
    ///
    /// @param mine what the holder would have
    /// @param free what would then be free; the last piece may be taken by somebody who has none
    public static boolean allows(long mine, long free) {
        return free >= 0 && mine <= Math.max(1, TIMES_FREE * free);
    }
}
