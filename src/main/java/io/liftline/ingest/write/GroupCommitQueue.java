package io.liftline.ingest.write;

import io.liftline.ingest.write.WriterConnections.NoConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The queue of batches for group commit, with a few writer threads. A batch that arrives while no commit is in
/// progress is written at once. Batches that arrive during a commit are queued and written together.
///
/// Each commit has a fixed cost. So a second writer starts beside the first only when enough rows are queued,
/// or after a maximum time. A single request is therefore not delayed, and commits become larger under load.
///
/// A batch fails when its deadline passes in the queue. If a connection breaks, the batches of its commit fail,
/// and queued ones are written on the next connection. If no connection can be opened, the queued ones fail,
/// too.
final class GroupCommitQueue {

    private static final int MAX_MEMBERS = 4_096;

    private final GroupWriter writer;
    private final Limits limits;
    private final int writers;
    private final WriteMetrics metrics;
    private final ArrayDeque<GroupWriter.Member> waiting = new ArrayDeque<>();
    private final ArrayDeque<CopyRows> free = new ArrayDeque<>();

    /// Platform threads: there are only a few, and a virtual thread that waits for a socket with a timeout
    /// needs two more thread switches.
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("ingest-writer-", 0).daemon().factory());
    private int rowsWaiting;
    private int underWay;

    /// The size of commits, and the time in the queue.
    ///
    /// @param maxRows maximum rows of a commit with more than one member
    /// @param parallelCommitRows rows that must be queued before a commit starts beside another one
    /// @param linger maximum time to wait for that many rows
    /// @param deadline maximum time of a batch in the queue
    record Limits(int maxRows, int parallelCommitRows, Duration linger, Duration deadline) {}

    /// @param writers maximum number of concurrent commits
    GroupCommitQueue(GroupWriter writer, Limits limits, int writers, WriteMetrics metrics) {
        this.writer = writer;
        this.limits = limits;
        this.writers = writers;
        this.metrics = metrics;
        for (int i = 0; i < writers; i++) {
            free.add(new CopyRows());
        }
    }

    /// Queues a batch. The queue then owns it.
    ///
    /// @return completed after the commit of the batch
    CompletableFuture<WriteCounts> add(ColumnBatch batch) {
        CompletableFuture<WriteCounts> written = new CompletableFuture<>();
        long now = System.nanoTime();
        List<GroupWriter.Member> expired;
        CopyRows idle;
        synchronized (this) {
            expired = takeExpired(now);
            idle = enqueue(new GroupWriter.Member(
                    batch, written, now + limits.deadline().toNanos()));
        }
        fail(expired);
        if (idle == null) {
            metrics.waited();
        } else {
            threads.execute(() -> drain(idle));
        }
        return written;
    }

    /// The number of queued batches.
    synchronized int waiting() {
        return waiting.size();
    }

    /// Waits until no batch is queued and no commit is in progress, at most for the given time.
    ///
    /// @return whether all batches were written
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!waiting.isEmpty() || free.size() < writers) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private @Nullable CopyRows enqueue(GroupWriter.Member member) {
        waiting.addLast(member);
        rowsWaiting += member.batch().rows();
        if (rowsWaiting >= limits.parallelCommitRows()) {
            notifyAll();
        }
        return free.pollLast();
    }

    private void drain(CopyRows buffer) {
        for (List<GroupWriter.Member> group = next(buffer); !group.isEmpty(); group = next(buffer)) {
            Optional<NoConnectionException> away = writer.write(group, buffer);
            ended();
            away.ifPresent(reason -> takeAll().forEach(member -> member.fail(reason)));
            failExpired();
        }
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    /// Takes the next group from the queue. If it is empty, the writer becomes idle.
    private synchronized List<GroupWriter.Member> next(CopyRows buffer) {
        awaitEnoughRows();
        List<GroupWriter.Member> group = new ArrayList<>();
        int rows = 0;
        for (GroupWriter.Member member = waiting.peekFirst();
                member != null
                        && group.size() < MAX_MEMBERS
                        && (group.isEmpty() || rows + member.batch().rows() <= limits.maxRows());
                member = waiting.peekFirst()) {
            group.add(take());
            rows += member.batch().rows();
        }
        if (group.isEmpty()) {
            free.addLast(buffer);
            notifyAll();
        } else {
            underWay++;
        }
        return group;
    }

    /// Waits until enough rows are queued, no other commit is in progress, the queue is empty, or the linger
    /// time has passed.
    private void awaitEnoughRows() {
        long end = System.nanoTime() + limits.linger().toNanos();
        while (underWay > 0 && !waiting.isEmpty() && rowsWaiting < limits.parallelCommitRows()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Fails the batches whose deadline has passed. Their requests are already answered, and this frees their
    /// memory.
    private void failExpired() {
        List<GroupWriter.Member> expired;
        synchronized (this) {
            expired = takeExpired(System.nanoTime());
        }
        fail(expired);
    }

    private void fail(List<GroupWriter.Member> expired) {
        for (GroupWriter.Member member : expired) {
            member.fail(new TimeoutException("no writer was free within " + limits.deadline()));
        }
    }

    private List<GroupWriter.Member> takeExpired(long now) {
        List<GroupWriter.Member> expired = List.of();
        for (GroupWriter.Member member = waiting.peekFirst();
                member != null && now - member.deadline() >= 0;
                member = waiting.peekFirst()) {
            expired = expired.isEmpty() ? new ArrayList<>() : expired;
            expired.add(take());
        }
        return expired;
    }

    private synchronized List<GroupWriter.Member> takeAll() {
        List<GroupWriter.Member> all = new ArrayList<>();
        while (!waiting.isEmpty()) {
            all.add(take());
        }
        return all;
    }

    /// Removes the oldest batch from the queue.
    private GroupWriter.Member take() {
        GroupWriter.Member member = waiting.removeFirst();
        rowsWaiting -= member.batch().rows();
        return member;
    }
}
