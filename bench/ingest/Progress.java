package ingest;

/// What happens meanwhile, on standard error: a run takes an hour.
final class Progress {

    private Progress() {}

    static void say(String pattern, Object... values) {
        System.err.printf(pattern + "%n", values);
    }
}
