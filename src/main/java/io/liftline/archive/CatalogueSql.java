package io.liftline.archive;

/// The statements about the table `chunk_archive`.
final class CatalogueSql {

    private static final String COLUMNS = """
            hypertable, chunk, version, range_start, range_end, state, contents::text AS contents, object, bytes, sha256,
                   exported_at, stored_at, verified_at, error, keep_until""";

    /// The newest version of each range of the hypertable ?, oldest range first.
    static final String LATEST = """
            SELECT DISTINCT ON (range_start) %s
            FROM chunk_archive
            WHERE hypertable = ?
            ORDER BY range_start, version DESC
            """.formatted(COLUMNS);

    /// A version.
    static final String ONE = """
            SELECT %s
            FROM chunk_archive
            WHERE hypertable = ? AND chunk = ? AND version = ?
            """.formatted(COLUMNS);

    /// The ranges of the existing chunks of the hypertable ?, and whether they are compressed.
    static final String CHUNKS = """
            SELECT c.range_start, c.range_end, min(c.chunk_name::text) AS chunk, bool_and(c.is_compressed) AS compressed
            FROM timescaledb_information.chunks c
            WHERE format('%I.%I', c.hypertable_schema, c.hypertable_name)::regclass = to_regclass(?)
            GROUP BY c.range_start, c.range_end
            ORDER BY c.range_start
            """;

    /// Whether the hypertable ? has a policy that compresses its chunks.
    static final String COMPRESSES = """
            SELECT EXISTS (
                SELECT FROM timescaledb_information.jobs j
                WHERE j.proc_name = 'policy_compression' AND j.scheduled
                  AND format('%I.%I', j.hypertable_schema, j.hypertable_name)::regclass = to_regclass(?)) AS compresses
            """;

    static final String INSERT = """
            INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end, keep_until)
            VALUES (?, ?, ?, ?, ?, ?::timestamptz)
            """;

    private static final String KEY = """
            WHERE hypertable = ? AND chunk = ? AND version = ?""";

    static final String DUE = """
            UPDATE chunk_archive
            SET state = 'due'
            %s AND state IN ('exported', 'stored')
            """.formatted(KEY);

    static final String EXPORTED = """
            UPDATE chunk_archive
            SET state = 'exported', rows = ?, contents = ?::jsonb, object = ?, bytes = ?, sha256 = ?, exported_at = ?
            %s AND state = 'due'
            """.formatted(KEY);

    static final String STORED = """
            UPDATE chunk_archive
            SET state = 'stored', stored_at = ?
            %s AND state = 'exported'
            """.formatted(KEY);

    /// Also for a dropped version that was brought back, whose time of verification stays.
    static final String VERIFIED = """
            UPDATE chunk_archive
            SET state = 'verified', verified_at = coalesce(verified_at, ?), error = NULL, error_at = NULL
            %s AND state IN ('stored', 'dropped')
            """.formatted(KEY);

    static final String ERROR = """
            UPDATE chunk_archive
            SET error = ?, error_at = now()
            %s
            """.formatted(KEY);

    static final String KEEP = """
            UPDATE chunk_archive
            SET keep_until = ?
            %s
            """.formatted(KEY);

    /// The highest version of a range, or 0.
    static final String HIGHEST_VERSION = """
            SELECT coalesce(max(version), 0) AS version
            FROM chunk_archive
            WHERE hypertable = ? AND range_start = ?
            """;

    private CatalogueSql() {}
}
