package io.liftline.ingest.write;

/// The statements that keep the table `well`.
final class WellRegistrySql {

    /// `?` wells, `?` first times, `?` last times, one array each: adds wells that are not there, moves first
    /// times back and last times on. The one order of all writers keeps two of them from deadlocking on the
    /// same wells; a row that has it all is not touched.
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

    /// `?` how many hours back: adds the wells that other programs have written since.
    static final String SWEEP = """
            SELECT liftline_register_wells(now() - ? * INTERVAL '1 hour')""";

    private WellRegistrySql() {}
}
