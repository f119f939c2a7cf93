package io.liftline.ingest.write;

/// Whether the next group goes by COPY. One that meets a duplicate is written for nothing, so while groups
/// keep meeting some (a client sends a day again), ever more of them take the other way at once: after the
/// second in a row one group, then two, four and so on, up to 64, before COPY is tried again.
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

    /// All rows of a group were new, whichever way it went.
    synchronized void allNew() {
        passOver = 0;
        next = 0;
    }

    /// A COPY was rolled back.
    synchronized void metDuplicate() {
        passOver = next;
        next = Math.min(MAX_PASSED_OVER, Math.max(1, next * 2));
    }
}
