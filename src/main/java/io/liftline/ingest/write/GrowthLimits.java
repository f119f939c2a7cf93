package io.liftline.ingest.write;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Limits how many wells and chunks a user may add. Every statement without a bound reads or plans them all,
/// so they would slow down everybody, for good.
///
/// A refusal by the limit of an hour has a `Retry-After`.
///
/// A batch of known wells in known chunks is admitted at once. Only for others is the database asked, by one
/// thread with one connection, so that a flood of them does not take those of the writers.
@Singleton
public class GrowthLimits {

    private static final Logger LOG = Logger.getLogger(GrowthLimits.class);

    private final WriterConnections connections;
    private final WellRegistry registry;
    private final int chunksPerRequest;
    private final Growth wells;
    private final Growth chunks;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("growth-limits").daemon().factory());
    private volatile ChunkRanges ranges = ChunkRanges.NONE;

    GrowthLimits(WriterConnections connections, WellRegistry registry, WriteConfig config, InstantSource clock) {
        this.connections = connections;
        this.registry = registry;
        this.chunksPerRequest = config.newChunksPerRequest();
        this.wells = new Growth(config.newWellsPerHour(), clock);
        this.chunks = new Growth(config.newChunksPerHour(), clock);
    }

    /// Checks a batch before it is written. If it is refused, it is released.
    ///
    /// @param user the user who sent it
    /// @return fails with a [ProblemException] 422 if a limit is exceeded
    public CompletableFuture<Void> admit(ColumnBatch batch, String user) {
        Set<String> unknown = registry.unknown(batch);
        if (unknown.isEmpty() && ranges.opened(batch, 1) == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> check(batch, unknown, user), background)
                .whenComplete((_, refusal) -> {
                    if (refusal != null) {
                        batch.release();
                    }
                });
    }

    /// If the database cannot be asked, the batch is admitted: the write fails for the same reason.
    private void check(ColumnBatch batch, Set<String> unknown, String user) {
        int newWells;
        int newChunks;
        try {
            newWells = unknown.isEmpty() ? 0 : countNew(unknown);
            newChunks = countNewChunks(batch);
        } catch (SQLException e) {
            LOG.debugf("Growth could not be checked: reason=\"%s\"", e.getMessage());
            return;
        }
        if (newChunks > chunksPerRequest) {
            throw refusal("""
                    The samples are of more than %d time ranges without samples (days, by default), the most that one request \
                    may add. To import history, send the samples of fewer days in one request""", chunksPerRequest);
        }
        if (newWells > 0 && !wells.add(user, newWells)) {
            throw later(wells, newWells, user, """
                    The request names %d wells that do not exist yet. One user may add %d within an hour. Check the well \
                    ids; if they are right, send the rest later""");
        }
        if (newChunks > 0 && !chunks.add(user, newChunks)) {
            throw later(chunks, newChunks, user, """
                    The samples are of %d time ranges without samples (days, by default). One user may add %d within an \
                    hour. To import more history, go on later, or have the limit raised""");
        }
    }

    /// A refusal that ends with the hour, unless the request alone exceeds the limit.
    private static ProblemException later(Growth growth, int added, String user, String detail) {
        ProblemException refusal = refusal(detail, added, growth.limit());
        return added > growth.limit() ? refusal : refusal.retryAfter(growth.left(user));
    }

    private static ProblemException refusal(String detail, Object... values) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, detail.formatted(values));
    }

    private int countNew(Set<String> unknown) throws SQLException {
        return connections.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(GrowthSql.NEW_WELLS)) {
                Array names = connection.createArrayOf("varchar", unknown.toArray());
                statement.setArray(1, names);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private int countNewChunks(ColumnBatch batch) throws SQLException {
        if (ranges.opened(batch, 1) == 0) {
            return 0;
        }
        ranges = connections.use(GrowthLimits::read);
        return ranges.opened(batch, chunksPerRequest + 1);
    }

    private static ChunkRanges read(Connection connection) throws SQLException {
        TreeMap<Long, Long> ends = new TreeMap<>();
        long interval = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(GrowthSql.CHUNKS)) {
            while (rows.next()) {
                long start = rows.getLong("range_start");
                if (rows.wasNull()) {
                    interval = rows.getLong("chunk_interval");
                } else {
                    ends.merge(start, rows.getLong("range_end"), Math::max);
                }
            }
        }
        return new ChunkRanges(ends, interval);
    }
}
