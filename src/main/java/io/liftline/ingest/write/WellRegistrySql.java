package io.liftline.ingest.write;

/// SQL statements of the table `well`.
final class WellRegistrySql {

    /// Parameters: wells, first times, last times, one array each. Inserts missing wells, and extends the time
    /// range of existing ones. All writers use the same order, so two of them do not deadlock on the same
    /// wells. A row that would not change is not written.
    static final String STORE = """
            INSERT INTO well AS stored (well_id, first_at, last_at)
            SELECT well_id, min(first_at), max(last_at)
            FROM unnest(?::VARCHAR[], ?::TIMESTAMPTZ[], ?::TIMESTAMPTZ[]) AS seen (well_id, first_at, last_at)
            GROUP BY well_id
            ORDER BY well_id
            ON CONFLICT (well_id) DO UPDATE
            SET
              first_at = least(stored.first_at, excluded.first_at),
              last_at = greatest(stored.last_at, excluded.last_at)
            WHERE excluded.first_at < stored.first_at
               OR excluded.last_at > stored.last_at""";

    /// Parameter: a number of hours. Adds wells with samples of that time that other programs have written.
    static final String SWEEP = """
            SELECT liftline_register_wells(now() - ? * INTERVAL '1 hour')""";

    private WellRegistrySql() {}
}
