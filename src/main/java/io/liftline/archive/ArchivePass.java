package io.liftline.archive;

import io.liftline.archive.ChunkState.Dropped;
import io.liftline.archive.ChunkState.Verified;
import io.liftline.archive.store.StoredObject;
import io.liftline.parquet.WorkFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/// One pass over all chunks: what has come back is completed, what is old enough is archived and verified,
/// what is older is dropped. Oldest chunks first. A failure of one chunk, or of several, does not stop the others,
/// also if the program is at fault. After three in a row the store is asked, and the pass ends if it does not answer.
final class ArchivePass {

    private static final Logger LOG = Logger.getLogger(ArchivePass.class);
    private static final int FAILURES_IN_A_ROW = 3;
    private static final int VALID_WITHIN_SECONDS = 5;

    private final Archive archive;
    private final Catalogue catalogue;
    private int failuresInARow;

    /// @param catalogue on the connection that holds the leader's lock
    ArchivePass(Archive archive, Catalogue catalogue) {
        this.archive = archive;
        this.catalogue = catalogue;
    }

    /// Runs the pass.
    ///
    /// @throws SQLException if the connection is lost
    /// @throws IOException if the store cannot be read
    /// @throws StaleStateException if another replica leads
    PassResult run() throws SQLException, IOException {
        PassResult result = PassResult.NONE;
        for (Hypertable hypertable : Hypertable.ALL) {
            ChunkDiscovery discovery = new ChunkDiscovery(archive, catalogue);
            for (Dropped again : discovery.madeAnew(hypertable)) {
                result = result.plus(attempt(again.chunk(), () -> {
                    discovery.bringBack(again);
                    return PassResult.BROUGHT_BACK;
                }));
            }
            discovery.addDue(hypertable);
            for (CatalogueEntry entry : catalogue.latest(hypertable)) {
                if (!entry.isDropped()) {
                    result = result.plus(attempt(entry.chunk(), () -> advance(entry)));
                }
            }
        }
        return result;
    }

    private PassResult advance(CatalogueEntry entry) throws SQLException, IOException {
        try (WorkFiles work = WorkFiles.in(archive.settings().directory())) {
            ChunkState reached = new ChunkWork(archive, catalogue, work).advance(entry);
            boolean wasVerified =
                    entry.state() instanceof Verified && reached.chunk().equals(entry.chunk());
            return switch (reached) {
                case Dropped _ -> new PassResult(wasVerified ? 0 : 1, 1, 0, 0);
                case Verified _ -> new PassResult(wasVerified ? 0 : 1, 0, 0, 0);
                case ChunkState.Due _, ChunkState.Exported _, ChunkState.Stored _ ->
                    throw new IllegalStateException("a chunk stays in no state before verified: " + reached.chunk());
            };
        }
    }

    /// What is done for one chunk.
    @FunctionalInterface
    private interface Work {
        PassResult run() throws SQLException, IOException;
    }

    private PassResult attempt(ChunkVersion chunk, Work work) throws SQLException, IOException {
        try {
            PassResult result = work.run();
            failuresInARow = 0;
            return result;
        } catch (StaleStateException e) {
            throw e;
        } catch (SQLException | IOException | RuntimeException | LinkageError e) {
            LOG.warnf(
                    "Could not archive a chunk: hypertable=%s chunk=%s version=%d reason=\"%s\"",
                    chunk.hypertable().table(), chunk.chunk(), chunk.version(), reason(e));
            if (!catalogue.connection().isValid(VALID_WITHIN_SECONDS)) {
                throw e;
            }
            catalogue.recordError(chunk, reason(e));
            failuresInARow++;
            if (failuresInARow == FAILURES_IN_A_ROW) {
                List<StoredObject> _ = archive.store().list("", "", 1); // fails if the store is away
                failuresInARow = 0;
            }
            return PassResult.FAILED;
        }
    }

    /// The first line: others may have values of rows.
    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName()
                + ": "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
