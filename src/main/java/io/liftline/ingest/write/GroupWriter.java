package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import io.liftline.ingest.write.WriterConnections.NoConnectionException;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.trace.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes the batches of several requests in one commit, and completes each with the counts of its rows. Its
/// methods block.
///
/// The group is first written by COPY. If one of its rows is stored already, the COPY is rolled back and
/// [ConflictWriter] writes the group. If the database rejects the group because of its data, each member is
/// written on its own. If it rejects rows of a member, [RowIsolation] writes the other rows of that member.
final class GroupWriter {

    private static final int ATTEMPTS = 4;

    private final CopyWriter copy;
    private final ConflictWriter conflicts;
    private final WriteMetrics metrics;
    private final Traces traces;
    private final CommitListener committed;
    private final CopyBackoff copyBackoff = new CopyBackoff();

    GroupWriter(
            CopyWriter copy, ConflictWriter conflicts, WriteMetrics metrics, Traces traces, CommitListener committed) {
        this.copy = copy;
        this.conflicts = conflicts;
        this.metrics = metrics;
        this.traces = traces;
        this.committed = committed;
    }

    /// A batch and the future of its counts.
    ///
    /// @param deadline until when it may be queued, by [System#nanoTime()]
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

    /// Writes and commits a group, and completes every member.
    ///
    /// @return why no connection to the database could be opened; empty if one could
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
        } catch (SQLException | RuntimeException | Error e) { // any failure must complete the members
            if (DatabaseFailure.isPassing(e) || DatabaseFailure.isCancelled(e)) {
                members.forEach(member -> member.fail(e));
                return Optional.empty();
            }
            if (members.size() == 1) {
                return writeAllowed(members.getFirst(), buffer, e);
            }
            metrics.split();
            return writeEach(members, buffer);
        }
    }

    /// Completes a member that could not be written. If the database rejected some of its rows, the others
    /// are written, unless the member must be stored as a whole.
    private Optional<NoConnectionException> writeAllowed(Member member, CopyRows buffer, Throwable failure) {
        if (!(failure instanceof SQLException reason && DatabaseFailure.isRowRefused(reason))) {
            member.fail(failure);
            return Optional.empty();
        }
        if (member.batch().refusedRows() == RefusedRows.FAIL_THE_BATCH) {
            member.fail(new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "A sample was refused, so none was kept: " + RowIsolation.detail(reason)));
            return Optional.empty();
        }
        try {
            member.succeed(new RowIsolation(part -> storePart(part, buffer)).write(member.batch(), reason));
            return Optional.empty();
        } catch (NoConnectionException e) {
            member.fail(e);
            return Optional.of(e);
        } catch (SQLException | RuntimeException | Error e) { // any failure must complete the member
            member.fail(e);
            return Optional.empty();
        }
    }

    private WriteCounts storePart(ColumnBatch part, CopyRows buffer) throws SQLException {
        WriteCounts counts = store(new CommitGroup(List.of(part)), buffer).of(0);
        committed.accept(List.of(part));
        return counts;
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
        long began = System.nanoTime();
        Span span = traces.beginShared("commit", SpanKind.CLIENT, group.origins())
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("liftline.samples", group.rows())
                .setAttribute("liftline.requests", group.members());
        try {
            WriteTally tally = storeInTurn(group, span, buffer);
            metrics.committedIn(Duration.ofNanos(System.nanoTime() - began));
            span.end();
            return tally;
        } catch (SQLException | RuntimeException | Error e) { // rethrown
            metrics.failedIn(Duration.ofNanos(System.nanoTime() - began));
            Traces.end(span, e);
            throw e;
        }
    }

    private WriteTally storeInTurn(CommitGroup group, Span span, CopyRows buffer) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return storeOnce(group, span, buffer);
            } catch (SQLException e) {
                if (!DatabaseFailure.isRolledBackForOthers(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private WriteTally storeOnce(CommitGroup group, Span span, CopyRows buffer) throws SQLException {
        if (copy.isPossible() && copyBackoff.isWorthTrying()) {
            try {
                copy.copy(group, buffer);
                copyBackoff.allNew();
                committed(WriteMetrics.Lane.COPY, group, span);
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
        committed(WriteMetrics.Lane.CONFLICT, group, span);
        return tally;
    }

    private void committed(WriteMetrics.Lane lane, CommitGroup group, Span span) {
        metrics.committed(lane, group.rows());
        span.setAttribute("liftline.lane", lane.label());
    }
}
