package io.liftline.matrix;

/// A well that a request names. Callers may access the wells of [#SCOPE].
enum Wells {
    OWN("MATRIX-A1"),
    /// It exists, and the callers may not access it.
    FOREIGN("MATRIX-B1"),
    /// It does not exist, and the callers might not access it.
    ABSENT("MATRIX-B2"),
    /// It does not exist, and the callers might access it.
    ABSENT_OF_OWN("MATRIX-A2");

    static final String SCOPE = "MATRIX-A*";

    private final String id;

    Wells(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
