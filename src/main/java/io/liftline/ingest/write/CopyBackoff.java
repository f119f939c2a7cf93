package io.liftline.ingest.write;

/// Decides whether the next group is first written by COPY. A COPY that meets a stored row is rolled back, so
/// its work is wasted. If this happens repeatedly, for example because a client sends a day again, COPY is
/// skipped for a number of groups: for one group after the second failure in a row, then 2, 4 and so on up to
/// 64.
final class CopyBackoff {

    private static final int MAX_PASSED_OVER = 64;

    private int passOver;
    private int next;

    synchronized boolean isWorthTrying() {
        if (passOver > 0) {
            passOver--;
            return false;
        }
        return true;
    }

    /// All rows of a group were new, by either path.
    synchronized void allNew() {
        passOver = 0;
        next = 0;
    }

    /// A COPY was rolled back because a row was stored already.
    synchronized void metDuplicate() {
        passOver = next;
        next = Math.min(MAX_PASSED_OVER, Math.max(1, next * 2));
    }
}
