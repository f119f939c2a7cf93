package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes the batches of some requests in one commit and tells each what became of its rows; blocking.
///
/// Fresh rows go by COPY. Where one is stored already, nothing of the COPY stays, and the group goes by
/// `unnest`. Where the database refuses the group for what is in it, each member is written by itself, so
/// that only the one at fault fails.
final class GroupWriter {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ATTEMPTS = 4;

    private final CopyWriter copy;
    private final ConflictWriter unnest;
    private final Duration deadline;
    private final WriteMetrics metrics;
    private final CommitListener committed;
    private final CopyBackoff copyBackoff = new CopyBackoff();

    GroupWriter(
            CopyWriter copy, ConflictWriter unnest, Duration deadline, WriteMetrics metrics, CommitListener committed) {
        this.copy = copy;
        this.unnest = unnest;
        this.deadline = deadline;
        this.metrics = metrics;
        this.committed = committed;
    }

    /// A batch and the promise of its receipt.
    record Member(ColumnBatch batch, CompletableFuture<WriteCounts> written) {

        void succeed(WriteCounts result) {
            batch.release();
            written.complete(result);
        }

        void fail(Throwable failure) {
            batch.release();
            written.completeExceptionally(failure);
        }
    }

    /// Writes, commits, and settles every member.
    ///
    /// @return why the database cannot be reached, null when it can
    @Nullable
    Throwable write(List<Member> members, CopyRows buffer) {
        try {
            CommitGroup group =
                    new CommitGroup(members.stream().map(Member::batch).toList());
            int[] inserted = insert(group, buffer);
            committed.accept(members.stream().map(Member::batch).toList());
            IntStream.range(0, inserted.length).forEach(i -> members.get(i).succeed(new WriteCounts(inserted[i], 0)));
            return null;
        } catch (SQLException | RuntimeException | Error e) { // a writer that ends takes its place with it
            if (DatabaseFailure.isPassing(e) || members.size() == 1) {
                members.forEach(member -> member.fail(e));
                return DatabaseFailure.isLostConnection(e) ? e : null;
            }
            metrics.split();
            members.forEach(member -> write(List.of(member), buffer));
            return null;
        }
    }

    private int[] insert(CommitGroup group, CopyRows buffer) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return insertOnce(group, buffer);
            } catch (SQLException | RuntimeException e) {
                if (!DatabaseFailure.isRolledBackForOthers(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int[] insertOnce(CommitGroup group, CopyRows buffer) throws SQLException {
        if (copyBackoff.isWorthTrying()) {
            try {
                copy.copy(group, buffer);
                copyBackoff.allNew();
                metrics.committed(WriteMetrics.Lane.COPY, group.rows());
                return group.rowsByMember();
            } catch (SQLException e) {
                if (!DatabaseFailure.sqlState(e).equals(UNIQUE_VIOLATION)) {
                    throw e;
                }
                copyBackoff.metDuplicate();
                metrics.rolledBack();
            }
        }
        int[] inserted = unnest.insert(group).await().atMost(deadline);
        if (IntStream.of(inserted).sum() == group.rows()) {
            copyBackoff.allNew();
        }
        metrics.committed(WriteMetrics.Lane.UNNEST, group.rows());
        return inserted;
    }
}
