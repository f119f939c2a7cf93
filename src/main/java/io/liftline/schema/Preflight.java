package io.liftline.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/// Decides from facts alone whether a database can be used at all.
///
/// The minimums: PostgreSQL 15 is the first whose schema `public` is closed to other roles, which the
/// service's own role
/// relies on. TimescaleDB 2.14 is the first without distributed hypertables, which neither the takeover of
/// old tables nor
/// the archive knows; it serves PostgreSQL 13 to 16, and 2.17 and later serve 17. The tests run on 2.19.3
/// (Apache) and 2.29.2 (community).
public final class Preflight {

    /// The oldest PostgreSQL, as a major version.
    static final int MIN_POSTGRES = 15;

    /// The oldest TimescaleDB.
    static final String MIN_TIMESCALE = "2.14";

    /// Clocks further apart than this would put samples in the wrong chunk or refuse them as of the future.
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /// Clocks further apart than this deserve a warning.
    static final Duration CLOCK_SKEW_TO_WARN_OF = Duration.ofSeconds(5);

    private Preflight() {}

    /// Why this database cannot be used: one line each, with the value and the limit. None: it can.
    public static List<String> refusals(DatabaseFacts facts) {
        List<String> lines = new ArrayList<>();
        if (facts.postgresVersion() < MIN_POSTGRES * 10_000) {
            lines.add("PostgreSQL is %d.%d, %d or later is needed"
                    .formatted(facts.postgresVersion() / 10_000, facts.postgresVersion() % 10_000, MIN_POSTGRES));
        }
        if (facts.timescaleInstalled().isEmpty() && facts.timescaleAvailable().isEmpty()) {
            lines.add("TimescaleDB is not installed on the server, %s or later is needed".formatted(MIN_TIMESCALE));
        } else if (!facts.preloaded()) {
            lines.add(
                    "TimescaleDB is not preloaded: add timescaledb to shared_preload_libraries and restart PostgreSQL");
        }
        facts.timescaleInstalled()
                .filter(Preflight::tooOld)
                .ifPresent(version -> lines.add(
                        "TimescaleDB is %s in this database, %s or later is needed: run ALTER EXTENSION timescaledb UPDATE"
                                .formatted(version, MIN_TIMESCALE)));
        facts.timescaleAvailable()
                .filter(version -> facts.timescaleInstalled().isEmpty() && tooOld(version))
                .ifPresent(version -> lines.add(
                        "TimescaleDB is %s on the server, %s or later is needed".formatted(version, MIN_TIMESCALE)));
        if (facts.readOnly()) {
            lines.add("the database is read-only (a standby, or default_transaction_read_only is on),"
                    + " one that takes writes is needed");
        }
        if (certainSkew(facts).compareTo(MAX_CLOCK_SKEW) > 0) {
            lines.add(skewLine(facts, MAX_CLOCK_SKEW));
        }
        return List.copyOf(lines);
    }

    /// What is odd about this database, but does not keep the service from using it: one line each.
    public static List<String> warnings(DatabaseFacts facts) {
        Duration skew = certainSkew(facts);
        return skew.compareTo(CLOCK_SKEW_TO_WARN_OF) > 0 && skew.compareTo(MAX_CLOCK_SKEW) <= 0
                ? List.of(skewLine(facts, CLOCK_SKEW_TO_WARN_OF))
                : List.of();
    }

    private static boolean tooOld(String version) {
        String release = version.split("-", 2)[0]; // 2.20.0-dev
        return MigrationVersion.fromVersion(release).compareTo(MigrationVersion.fromVersion(MIN_TIMESCALE)) < 0;
    }

    /// The part of the skew that the round trip cannot explain.
    private static Duration certainSkew(DatabaseFacts facts) {
        return facts.clockAhead().abs().minus(facts.roundTrip().dividedBy(2));
    }

    private static String skewLine(DatabaseFacts facts, Duration limit) {
        return "the clocks of service and database are %d s apart (database %s), at most %d s is right: check time synchronization"
                .formatted(
                        facts.clockAhead().abs().toSeconds(),
                        facts.clockAhead().isNegative() ? "behind" : "ahead",
                        limit.toSeconds());
    }
}
