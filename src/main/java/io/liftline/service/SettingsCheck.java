package io.liftline.service;

import io.liftline.access.AccessConfig;
import io.liftline.access.EncryptionKey;
import io.liftline.access.LimitConfig;
import io.liftline.archive.store.ConfiguredStore;
import io.liftline.database.DatabaseConfig;
import io.liftline.database.ReplicaConfig;
import io.liftline.database.ReplicaFaults;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.write.WriteConfig;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.fleet.FleetConfig;
import io.liftline.query.live.LiveConfig;
import io.liftline.trace.TraceConfig;
import io.liftline.trace.TraceFaults;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Checks the configuration: values out of range, and values that contradict each other.
@Singleton
class SettingsCheck {

    private static final Duration SHORTEST_STATEMENT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_STATEMENT_TIMEOUT = Duration.ofHours(1);
    private static final Duration LONGEST_BURST = Duration.ofHours(1);

    /// No replica serves more. A token bucket has a maximum of its own, a token a nanosecond.
    private static final int MOST_A_SECOND = 1_000_000;

    private final StartupConfig startup;
    private final DatabaseConfig database;
    private final ReplicaConfig replica;
    private final AccessConfig access;
    private final LimitConfig limits;
    private final IngestConfig ingest;
    private final WriteConfig write;
    private final ExportConfig export;
    private final FleetConfig fleet;
    private final LiveConfig live;
    private final TraceConfig traces;
    private final ConfiguredStore store;
    private final Platform platform;

    @Inject
    SettingsCheck(
            StartupConfig startup,
            DatabaseConfig database,
            ReplicaConfig replica,
            AccessConfig access,
            LimitConfig limits,
            IngestConfig ingest,
            WriteConfig write,
            ExportConfig export,
            FleetConfig fleet,
            LiveConfig live,
            TraceConfig traces,
            ConfiguredStore store,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize,
            @ConfigProperty(name = "quarkus.datasource.copy.jdbc.max-size") int copyPoolSize,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this(
                startup,
                database,
                replica,
                access,
                limits,
                ingest,
                write,
                export,
                fleet,
                live,
                traces,
                store,
                new Platform(poolSize, copyPoolSize, maxBodySize));
    }

    SettingsCheck(
            StartupConfig startup,
            DatabaseConfig database,
            ReplicaConfig replica,
            AccessConfig access,
            LimitConfig limits,
            IngestConfig ingest,
            WriteConfig write,
            ExportConfig export,
            FleetConfig fleet,
            LiveConfig live,
            TraceConfig traces,
            ConfiguredStore store,
            Platform platform) {
        this.startup = startup;
        this.database = database;
        this.replica = replica;
        this.access = access;
        this.limits = limits;
        this.ingest = ingest;
        this.write = write;
        this.export = export;
        this.fleet = fleet;
        this.live = live;
        this.traces = traces;
        this.store = store;
        this.platform = platform;
    }

    /// The Quarkus configuration that the service's configuration must fit.
    ///
    /// @param poolSize connections for queries and logins
    /// @param copyPoolSize connections for writes
    /// @param maxBodySize above this size the HTTP server aborts a body
    record Platform(int poolSize, int copyPoolSize, MemorySize maxBodySize) {}

    /// One line per error, with the key, its value, and the rule. Empty if the configuration is valid.
    List<String> faults() {
        Faults faults = new Faults();
        ofStartup(faults);
        ofDatabase(faults);
        faults.lines.addAll(ReplicaFaults.of(replica));
        ofAccess(faults);
        ofLimits(faults);
        ofRequests(faults);
        ofWrites(faults);
        ofFleet(faults);
        ofStreams(faults);
        ofExports(faults);
        faults.lines.addAll(TraceFaults.of(traces));
        faults.lines.addAll(store.faults());
        return faults.lines;
    }

    private void ofStartup(Faults faults) {
        faults.unlessPositive("liftline.startup.first-retry", startup.firstRetry());
        faults.unlessAtLeast(
                "liftline.startup.longest-retry",
                startup.longestRetry(),
                "liftline.startup.first-retry",
                startup.firstRetry());
    }

    private void ofDatabase(Faults faults) {
        faults.unlessAtLeast("LIFTLINE_DB_POOL_SIZE", platform.poolSize(), 1);
        Duration timeout = database.statementTimeout();
        faults.unless(
                timeout.compareTo(SHORTEST_STATEMENT_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_STATEMENT_TIMEOUT) <= 0,
                "liftline.database.statement-timeout is %s, it must be between %s and %s"
                        .formatted(timeout, SHORTEST_STATEMENT_TIMEOUT, LONGEST_STATEMENT_TIMEOUT));
    }

    private void ofAccess(Faults faults) {
        faults.unlessPositive("liftline.access.token-lifetime", access.tokenLifetime());
        faults.unlessAtLeast(
                "liftline.access.refresh-lifetime",
                access.refreshLifetime(),
                "liftline.access.token-lifetime",
                access.tokenLifetime());
        faults.unlessPositive("liftline.access.key-rotation", access.keyRotation());
        ofEncryptionKey(
                faults, "LIFTLINE_KEY_ENCRYPTION_KEY", access.keyEncryption().key());
        ofEncryptionKey(
                faults,
                "LIFTLINE_FORMER_KEY_ENCRYPTION_KEY",
                access.keyEncryption().formerKey());
        access.outside()
                .issuer()
                .ifPresent(issuer -> faults.unless(
                        issuer.isAbsolute() && (issuer.getScheme().equals("https") || isLoopback(issuer)),
                        "liftline.access.outside.issuer is %s, it must be an https URL".formatted(issuer)));
        faults.unlessPositive("liftline.access.key-reload", access.keyReload());
        faults.unlessAtLeast("liftline.access.failed-logins", access.failedLogins(), 1);
    }

    private void ofLimits(Faults faults) {
        ofLimit(faults, "liftline.limits.address", limits.address());
        ofLimit(faults, "liftline.limits.ingest", limits.ingest());
        ofLimit(faults, "liftline.limits.viewer", limits.viewer());
        ofLimit(faults, "liftline.limits.writer", limits.writer());
        ofLimit(faults, "liftline.limits.operator", limits.operator());
        ofLimit(faults, "liftline.limits.admin", limits.admin());
        faults.unless(
                limits.burst().compareTo(Duration.ofSeconds(1)) >= 0
                        && limits.burst().compareTo(LONGEST_BURST) <= 0,
                "liftline.limits.burst is %s, it must be between PT1S and %s".formatted(limits.burst(), LONGEST_BURST));
    }

    private static void ofLimit(Faults faults, String key, int perSecond) {
        faults.unless(
                perSecond >= 0 && perSecond <= MOST_A_SECOND,
                "%s is %d, it must be between 0, which is no limit, and %d".formatted(key, perSecond, MOST_A_SECOND));
    }

    private static void ofEncryptionKey(Faults faults, String name, Optional<String> text) {
        try {
            text.ifPresent(EncryptionKey::parse);
        } catch (IllegalArgumentException e) {
            faults.lines.add(name + ": " + e.getMessage());
        }
    }

    private static boolean isLoopback(URI url) {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
    }

    private void ofRequests(Faults faults) {
        faults.unlessPositive("liftline.ingest.deadline", ingest.deadline());
        faults.unlessPositive("liftline.ingest.upload-deadline", ingest.uploadDeadline());
        faults.unlessAtLeast("liftline.ingest.max-samples", ingest.maxSamples(), 1);
        faults.unlessAtLeast(
                "quarkus.http.limits.max-body-size",
                platform.maxBodySize(),
                "liftline.ingest.max-body-size",
                ingest.maxBodySize());
    }

    private void ofWrites(Faults faults) {
        int writers = write.writers();
        faults.unlessAtLeast("liftline.ingest.writers", writers, 1);
        faults.unless(
                platform.copyPoolSize() > writers,
                ("liftline.ingest.writers is %d, so quarkus.datasource.copy.jdbc.max-size must be at least %d (one for"
                                + " large requests), and is %d")
                        .formatted(writers, writers + 1, platform.copyPoolSize()));
        faults.unlessAtLeast("liftline.ingest.max-commit-rows", write.maxCommitRows(), 1);
        faults.unlessAtLeast("liftline.ingest.large-rows", write.largeRows(), 1);
        faults.unless(
                write.largeRows() <= ingest.maxSamples(),
                "liftline.ingest.large-rows is %d, it must not be more than liftline.ingest.max-samples, which is %d"
                        .formatted(write.largeRows(), ingest.maxSamples()));
    }

    private void ofFleet(Faults faults) {
        faults.unlessPositive("liftline.fleet.silent-after", fleet.silentAfter());
        faults.unlessAtLeast(
                "liftline.fleet.no-data-after",
                fleet.noDataAfter(),
                "liftline.fleet.silent-after",
                fleet.silentAfter());
    }

    private void ofStreams(Faults faults) {
        faults.unlessAtLeast("liftline.live.max-streams", live.maxStreams(), 1);
        faults.unlessAtLeast("liftline.live.max-streams-per-caller", live.maxStreamsPerCaller(), 1);
        faults.unlessPositive("liftline.live.heartbeat", live.heartbeat());
        faults.unlessPositive("liftline.live.verify-every", live.verifyEvery());
        faults.unlessPositive("liftline.live.look-back", live.lookBack());
        faults.unlessPositive("liftline.live.patience", live.patience());
    }

    private void ofExports(Faults faults) {
        faults.unlessAtLeast("liftline.export.max-at-once", export.maxAtOnce(), 1);
        faults.unlessPositive("liftline.export.sending-deadline", export.sendingDeadline());
    }

    private static final class Faults {

        private final List<String> lines = new ArrayList<>();

        void unless(boolean holds, String line) {
            if (!holds) {
                lines.add(line);
            }
        }

        void unlessPositive(String key, Duration value) {
            unless(value.isPositive(), "%s is %s, it must be more than zero".formatted(key, value));
        }

        void unlessAtLeast(String key, int value, int least) {
            unless(value >= least, "%s is %d, it must be at least %d".formatted(key, value, least));
        }

        void unlessAtLeast(String key, Duration value, String otherKey, Duration other) {
            unless(
                    value.compareTo(other) >= 0,
                    "%s is %s, it must be at least %s, which is %s".formatted(key, value, otherKey, other));
        }

        void unlessAtLeast(String key, MemorySize value, String otherKey, MemorySize other) {
            long bytes = value.asLongValue();
            long least = other.asLongValue();
            unless(
                    bytes >= least,
                    "%s is %d bytes, it must be at least %s, which is %d bytes".formatted(key, bytes, otherKey, least));
        }
    }
}
