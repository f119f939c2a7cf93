package io.liftline.archive;

import io.liftline.archive.ChunkState.Dropped;
import io.liftline.archive.ChunkState.Due;
import io.liftline.archive.ChunkState.Exported;
import io.liftline.archive.ChunkState.Stored;
import io.liftline.archive.ChunkState.Verified;
import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.restore.DifferentContentException;
import io.liftline.archive.restore.Manifests;
import io.liftline.archive.restore.StoredParquet;
import io.liftline.archive.store.PutOutcome;
import io.liftline.parquet.WorkFiles;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Brings one chunk as far as it can go now. Each state that is reached is recorded before the next step, so
/// that another process can go on from there.
final class ChunkWork {

    /// A store that forgets, or rows that come all the time, must not keep a pass from its end.
    private static final int MOST_BEGINNINGS = 3;

    private final Archive archive;
    private final Catalogue catalogue;
    private final WorkFiles work;

    ChunkWork(Archive archive, Catalogue catalogue, WorkFiles work) {
        this.archive = archive;
        this.catalogue = catalogue;
        this.work = work;
    }

    /// Brings a version, or the one that follows it, as far as it can go now.
    ///
    /// @return where it has come to
    /// @throws IOException if a step failed, or the chunk had to be begun again and again
    ChunkState advance(CatalogueEntry entry) throws SQLException, IOException {
        ChunkState state = entry.state();
        int begun = 0;
        for (Optional<ChunkState> next = next(state, entry); next.isPresent(); next = next(state, entry)) {
            state = next.get();
            if (state instanceof Due due && ++begun == MOST_BEGINNINGS) {
                String reason =
                        "it had to be begun %d times in one pass: rows come all the time, or the store loses objects"
                                .formatted(begun);
                catalogue.recordError(due.chunk(), reason);
                throw new IOException(reason);
            }
        }
        return state;
    }

    private Optional<ChunkState> next(ChunkState state, CatalogueEntry entry) throws SQLException, IOException {
        return switch (state) {
            case Due due -> Optional.of(export(due));
            case Exported exported -> Optional.of(store(exported));
            case Stored stored -> verify(stored, entry);
            case Verified verified -> drop(verified, entry);
            case Dropped _ -> Optional.empty();
        };
    }

    private Exported export(Due due) throws SQLException, IOException {
        archive.reached(Step.BEGUN, due.chunk());
        Path file = file(due.chunk());
        Files.deleteIfExists(file);
        Exported exported = due.exported(archive.exporter().export(due.chunk(), file, archive.progress()));
        return record(exported, Step.EXPORT_RECORDED);
    }

    /// If the local file is lost, the object may be in the store all the same: the process was killed after
    /// that.
    private ChunkState store(Exported exported) throws SQLException, IOException {
        Path file = file(exported.chunk());
        String object = exported.export().object();
        if (!Files.exists(file)) {
            return archive.store().head(object).isPresent() ? stored(exported) : record(exported.lost());
        }
        archive.at(ChunkProgress.after(exported.chunk(), Stage.STORING, exported.export()));
        try {
            return switch (archive.store().putIfAbsent(object, file)) {
                case STORED -> {
                    archive.reached(Step.OBJECT_STORED, exported.chunk());
                    yield stored(exported);
                }
                case ALREADY_THERE -> next(exported.chunk(), "there is another object of the name " + object);
            };
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Stored stored(Exported exported) throws SQLException {
        return record(exported.stored(archive.clock().instant()), Step.STORE_RECORDED);
    }

    /// An object that is not what was exported is read once more in the next pass. If it still is not, the
    /// chunk is exported as the next version, because objects are never overwritten.
    private Optional<ChunkState> verify(Stored stored, CatalogueEntry entry) throws SQLException, IOException {
        try {
            Proof proof = archive.verification().verify(stored, work);
            archive.reached(Step.OBJECT_READ_BACK, stored.chunk());
            putManifest(stored.export().manifest());
            archive.reached(Step.MANIFEST_STORED, stored.chunk());
            return Optional.of(record(stored.verified(proof), Step.PROOF_RECORDED));
        } catch (NoSuchFileException _) {
            return Optional.of(record(stored.lost()));
        } catch (DifferentContentException e) {
            boolean again =
                    entry.chunk().equals(stored.chunk()) && entry.error().isPresent();
            if (again) {
                return Optional.of(next(stored.chunk(), reason(e)));
            }
            throw e;
        }
    }

    private void putManifest(Manifest manifest) throws IOException {
        String name = Manifest.nameOf(manifest.object());
        Path file = work.file("manifest.json");
        Files.writeString(file, manifest.text());
        if (archive.store().putIfAbsent(name, file) == PutOutcome.ALREADY_THERE
                && !Manifests.read(archive.store(), name).sha256().equals(manifest.sha256())) {
            throw new DifferentContentException(name + " describes another object");
        }
    }

    /// Reads the object once more before the drop: it may have been damaged or deleted since it was verified.
    private Optional<ChunkState> drop(Verified verified, CatalogueEntry entry) throws SQLException, IOException {
        ChunkVersion chunk = verified.chunk();
        Instant now = archive.clock().instant();
        Instant droppableAt = Timestamp.instant(chunk.range().to())
                .plus(chunk.hypertable().lifecycle(archive.settings().storage()).dropAfter());
        if (droppableAt.isAfter(now) || entry.isKeptAt(now)) {
            return Optional.empty();
        }
        archive.at(ChunkProgress.after(chunk, Stage.DROPPING, verified.export()));
        try {
            StoredParquet.check(archive.store(), verified.export().manifest().fingerprint());
        } catch (NoSuchFileException _) {
            return Optional.of(next(chunk, "the object is not in the store any more"));
        } catch (DifferentContentException e) {
            return Optional.of(next(chunk, reason(e)));
        }
        return switch (verified.drop(new DropGate(catalogue.connection()))) {
            case DROPPED -> {
                archive.reached(Step.DROPPED, chunk);
                yield Optional.of(verified.dropped());
            }
            case CHANGED -> Optional.of(next(chunk, "rows have come since it was exported"));
            case KEPT, PENDING -> Optional.empty();
            case OVERLAPPING -> stays(chunk, "a chunk reaches beyond its range");
            case FEWER ->
                stays(chunk, "rows of an archived version were deleted; a restore of its range brings them back");
            case NOT_VERIFIED -> throw new StaleStateException(chunk);
        };
    }

    private Optional<ChunkState> stays(ChunkVersion chunk, String reason) throws SQLException {
        catalogue.recordError(chunk, reason);
        return Optional.empty();
    }

    private Due next(ChunkVersion chunk, String reason) throws SQLException, IOException {
        int version = NextVersion.of(catalogue, archive.store(), chunk.hypertable(), chunk.range());
        Due due = new Due(new ChunkVersion(chunk.hypertable(), chunk.chunk(), version, chunk.range()));
        catalogue.recordError(chunk, reason);
        catalogue.add(due, Optional.empty());
        return due;
    }

    private <T extends ChunkState> T record(T state) throws SQLException {
        catalogue.record(state);
        return state;
    }

    private <T extends ChunkState> T record(T state, Step step) throws SQLException {
        catalogue.record(state);
        archive.reached(step, state.chunk());
        return state;
    }

    private Path file(ChunkVersion chunk) {
        return work.file("%s-v%d.parquet".formatted(chunk.chunk(), chunk.version()));
    }

    private static String reason(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
