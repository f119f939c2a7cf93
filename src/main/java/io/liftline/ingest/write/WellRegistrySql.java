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

    /// One row: the id of the last removal of a well, 0 if there is none.
    static final String LAST_REMOVAL = """
            SELECT coalesce(max(id), 0)
            FROM removed_well""";

    /// Parameter: the id of a removal. The ones after it, in their order.
    static final String REMOVALS = """
            SELECT id, well_id
            FROM removed_well
            WHERE id > ?
            ORDER BY id
            LIMIT 1000""";

    /// Parameter: a well. Inserts it if it is missing and has samples.
    static final String STORE_AGAIN = """
            SELECT liftline_register_well_again(?)""";

    private WellRegistrySql() {}
}
