package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import io.liftline.ingest.write.WriterConnections.NoConnectionException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes the batches of some requests in one commit and tells each what became of its rows; blocking.
///
/// Fresh rows go by COPY. Where one is stored already, nothing of the COPY stays, and the group goes by
/// [ConflictWriter]. Where the database refuses the group for what is in it, each member is written by itself, so
/// that only the one at fault fails.
final class GroupWriter {

    private static final int ATTEMPTS = 4;

    private final CopyWriter copy;
    private final ConflictWriter conflicts;
    private final WriteMetrics metrics;
    private final CommitListener committed;
    private final CopyBackoff copyBackoff = new CopyBackoff();

    GroupWriter(CopyWriter copy, ConflictWriter conflicts, WriteMetrics metrics, CommitListener committed) {
        this.copy = copy;
        this.conflicts = conflicts;
        this.metrics = metrics;
        this.committed = committed;
    }

    /// A batch and the promise of its receipt.
    ///
    /// @param deadline until when it may wait for a writer, by [System#nanoTime()]
    record Member(ColumnBatch batch, CompletableFuture<WriteCounts> written, long deadline) {

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
    /// @return why the database cannot be reached; empty when it can
    Optional<NoConnectionException> write(List<Member> members, CopyRows buffer) {
        try {
            CommitGroup group =
                    new CommitGroup(members.stream().map(Member::batch).toList());
            WriteTally tally = store(group, buffer);
            committed.accept(members.stream().map(Member::batch).toList());
            for (int i = 0; i < members.size(); i++) {
                members.get(i).succeed(tally.of(i));
            }
            return Optional.empty();
        } catch (NoConnectionException e) {
            members.forEach(member -> member.fail(e));
            return Optional.of(e);
        } catch (SQLException | RuntimeException | Error e) { // whatever it is, the members have to be answered
            if (DatabaseFailure.isPassing(e) || DatabaseFailure.isCancelled(e) || members.size() == 1) {
                members.forEach(member -> member.fail(e));
                return Optional.empty();
            }
            metrics.split();
            return writeEach(members, buffer);
        }
    }

    private Optional<NoConnectionException> writeEach(List<Member> members, CopyRows buffer) {
        for (int i = 0; i < members.size(); i++) {
            Optional<NoConnectionException> away = write(List.of(members.get(i)), buffer);
            if (away.isPresent()) {
                members.subList(i + 1, members.size()).forEach(member -> member.fail(away.get()));
                return away;
            }
        }
        return Optional.empty();
    }

    private WriteTally store(CommitGroup group, CopyRows buffer) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return storeOnce(group, buffer);
            } catch (SQLException e) {
                if (!DatabaseFailure.isRolledBackForOthers(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private WriteTally storeOnce(CommitGroup group, CopyRows buffer) throws SQLException {
        if (copyBackoff.isWorthTrying()) {
            try {
                copy.copy(group, buffer);
                copyBackoff.allNew();
                metrics.committed(WriteMetrics.Lane.COPY, group.rows());
                return WriteTally.ofFresh(group);
            } catch (SQLException e) {
                if (DatabaseFailure.state(e) != SqlState.UNIQUE_VIOLATION) {
                    throw e;
                }
                copyBackoff.metDuplicate();
                metrics.rolledBack();
            }
        }
        WriteTally tally = conflicts.write(group, buffer);
        if (tally.isAllInserted()) {
            copyBackoff.allNew();
        }
        metrics.committed(WriteMetrics.Lane.CONFLICT, group.rows());
        return tally;
    }
}
