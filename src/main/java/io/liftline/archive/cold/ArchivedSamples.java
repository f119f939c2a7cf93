package io.liftline.archive.cold;

import io.liftline.archive.ArchiveConfig;
import io.liftline.archive.parquet.Fingerprint;
import io.liftline.archive.restore.DifferentContentException;
import io.liftline.archive.store.ArchiveStore;
import io.liftline.archive.store.ObjectStore;
import io.liftline.database.SchemaReady;
import io.liftline.parquet.DuckDb;
import io.liftline.parquet.WorkFiles;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.SampleSource;
import io.liftline.query.source.SourceUnavailableException;
import io.liftline.telemetry.Timestamp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Gives the samples of archived objects. An object is fetched as a whole and compared with its SHA-256 before any
/// of it is read; the local copy is kept for the next questions.
@Singleton
class ArchivedSamples implements SampleSource {

    private static final Logger LOG = Logger.getLogger(ArchivedSamples.class);

    private final Optional<ObjectCache> cache;
    private final DuckDb duckDb;
    private final Counter read;
    private final Counter failed;

    ArchivedSamples(ArchiveStore store, ArchiveConfig config, MeterRegistry metrics) {
        this.cache = store.configured().map(objects -> cache(objects, config, metrics));
        this.duckDb = new DuckDb(
                WorkFiles.parent(config.workDirectory()), config.readMemory().asLongValue());
        this.read = reads(metrics, "read");
        this.failed = reads(metrics, "failed");
    }

    private static ObjectCache cache(ObjectStore store, ArchiveConfig config, MeterRegistry metrics) {
        ObjectCache cache = new ObjectCache(
                store,
                WorkFiles.parent(config.workDirectory()),
                config.cacheSize().asLongValue());
        Gauge.builder("liftline.archive.cache.bytes", cache, ObjectCache::bytes)
                .description("Bytes of archived objects that are kept on the local disk for questions")
                .register(metrics);
        Gauge.builder("liftline.archive.cache.fetched", cache, ObjectCache::fetched)
                .description("Archived objects that were fetched for questions")
                .register(metrics);
        return cache;
    }

    private static Counter reads(MeterRegistry metrics, String outcome) {
        return Counter.builder("liftline.archive.reads")
                .description("Archived objects that questions have read")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /// Creates this bean, so that its metrics are there before the first question. The settings of the store have been
    /// checked by then.
    void begin(@Observes SchemaReady event) {
        LOG.debug("Questions can read the archive");
    }

    @PreDestroy
    void end() {
        cache.ifPresent(ObjectCache::close);
    }

    @Override
    public void read(ArchivedPart part, Request request, ArchivedRows rows) throws SourceUnavailableException {
        ObjectCache objects = cache.orElseThrow(() -> new SourceUnavailableException(
                "The samples from %s on are in the archive, and this replica has no store configured"
                        .formatted(start(part))));
        try (ObjectCache.Copy copy = objects.open(new Fingerprint(part.object(), part.bytes(), part.sha256()))) {
            new ParquetSamples(copy.file(), part.range(), request).read(duckDb, rows);
            read.increment();
        } catch (IOException e) {
            failed.increment();
            LOG.warnf("Archived samples cannot be read: object=%s reason=\"%s\"", part.object(), e.getMessage());
            throw new SourceUnavailableException(
                    "The archived samples from %s on cannot be read: %s".formatted(start(part), reason(e)), e);
        }
    }

    private static String start(ArchivedPart part) {
        return Timestamp.format(part.range().from());
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "their object is not in the store";
            case DifferentContentException _ -> "their object is not what was archived";
            case ObjectCache.FullException _ -> "there is no room for a copy of their object";
            default -> "the store does not give their object at the moment";
        };
    }
}
