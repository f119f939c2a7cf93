package ingest;

/// Progress messages on standard error; a run takes an hour or more.
final class Progress {

    private Progress() {}

    static void say(String pattern, Object... values) {
        System.err.printf(pattern + "%n", values);
    }
}
