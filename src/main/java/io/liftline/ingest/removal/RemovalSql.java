package io.liftline.ingest.removal;

/// SQL statements of the removal of wells (V64). Each has one row with the outcome as JSON.
final class RemovalSql {

    /// `$1` well, `$2` who removes it: removes it.
    static final String REMOVE = """
            SELECT liftline_remove_well($1, $2, false) AS removal""";

    /// `$1` well, `$2` who asks: what would be removed.
    static final String PREVIEW = """
            SELECT liftline_remove_well($1, $2, true) AS removal""";

    private RemovalSql() {}
}
