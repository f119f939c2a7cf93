package ingest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What becomes of a channel of a (well, time) that is stored already; `on_conflict` of a post, and the same in SQL.
enum Rule {
    /// A value that is there stays, one that is not is filled in.
    MERGE("coalesce(stored.%1$s, excluded.%1$s)", "stored.%1$s IS NULL AND excluded.%1$s IS NOT NULL"),
    /// A later value wins.
    UPDATE("coalesce(excluded.%1$s, stored.%1$s)", "excluded.%1$s <> stored.%1$s OR " + MERGE.changes);

    private static final String INSERT = """
            INSERT INTO esp_telemetry AS stored (%1$s)
            SELECT %1$s
            FROM %2$s
            ON CONFLICT (well_id, timestamp) DO UPDATE
            SET %3$s
            WHERE %4$s""";

    private final String value;
    private final String changes;

    Rule(String value, String changes) {
        this.value = value;
        this.changes = changes;
    }

    /// The statement that inserts all rows of a source under this rule; a row that changes nothing is not written.
    ///
    /// @param source a table, or anything else that can follow FROM
    String insertFrom(String source) {
        List<String> channels = Signal.columns();
        String set = channels.stream()
                .map(channel -> channel + " = " + value.formatted(channel))
                .collect(Collectors.joining(", "));
        String where = channels.stream()
                .map(channel -> "(" + changes.formatted(channel) + ")")
                .collect(Collectors.joining(" OR "));
        return INSERT.formatted(CopyFiles.COLUMNS, source, set, where);
    }

    /// As it stands in queries and figures.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
