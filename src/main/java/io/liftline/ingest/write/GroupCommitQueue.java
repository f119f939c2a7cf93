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

/// Batches on their way into the database, a few commits at a time (group commit): one that comes while no
/// commit is under way is written at once, those that come meanwhile are written together.
///
/// Each commit has a fixed cost, so a second writer begins beside the first only once enough rows wait for it or
/// they have waited long enough. So a single request waits for nobody, and the busier the database, the larger the
/// commits.
///
/// A batch waits until its deadline at most. When a connection breaks, the batches that were being written on it
/// fail, and those that only wait are written on the next one; when no connection can be had, those that wait fail
/// as well.
final class GroupCommitQueue {

    private static final int MAX_MEMBERS = 4_096;

    private final GroupWriter writer;
    private final Limits limits;
    private final int writers;
    private final WriteMetrics metrics;
    private final ArrayDeque<GroupWriter.Member> waiting = new ArrayDeque<>();
    private final ArrayDeque<CopyRows> free = new ArrayDeque<>();

    /// Platform threads: there are few of them, and a virtual thread that waits for a socket with a time limit costs
    /// two switches to other threads more.
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("ingest-writer-", 0).daemon().factory());
    private int rowsWaiting;
    private int underWay;

    /// How large commits are, and how long a batch waits for one.
    ///
    /// @param maxRows how many rows one takes at most, if it has more than one member
    /// @param parallelCommitRows how many rows have to wait before a commit begins beside one under way
    /// @param linger how long it waits for that many
    /// @param deadline how long a batch waits for a writer at most; one that waits longer fails
    record Limits(int maxRows, int parallelCommitRows, Duration linger, Duration deadline) {}

    /// @param writers how many commits may be under way at once
    GroupCommitQueue(GroupWriter writer, Limits limits, int writers, WriteMetrics metrics) {
        this.writer = writer;
        this.limits = limits;
        this.writers = writers;
        this.metrics = metrics;
        for (int i = 0; i < writers; i++) {
            free.add(new CopyRows());
        }
    }

    /// Queues a batch, which belongs to the queue from now on.
    ///
    /// @return settled after the commit that holds the batch
    CompletableFuture<WriteCounts> add(ColumnBatch batch) {
        failExpired();
        CompletableFuture<WriteCounts> written = new CompletableFuture<>();
        CopyRows idle = enqueue(new GroupWriter.Member(
                batch, written, System.nanoTime() + limits.deadline().toNanos()));
        if (idle == null) {
            metrics.waited();
        } else {
            threads.execute(() -> drain(idle));
        }
        return written;
    }

    /// How many batches wait for a writer.
    synchronized int waiting() {
        return waiting.size();
    }

    /// Returns once nothing waits and nothing is under way, or after the time given.
    ///
    /// @return whether all was written
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

    private synchronized @Nullable CopyRows enqueue(GroupWriter.Member member) {
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

    /// The next group; when there is none, the writer is free again.
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

    /// Returns when nothing waits, when nothing is under way, when enough rows wait, or after the time that
    /// they are waited for.
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

    /// Fails what has waited until its deadline: its request was told so already, and its memory is needed.
    private void failExpired() {
        for (GroupWriter.Member member : takeExpired()) {
            member.fail(new TimeoutException("no writer was free within " + limits.deadline()));
        }
    }

    private synchronized List<GroupWriter.Member> takeExpired() {
        long now = System.nanoTime();
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

    /// Takes the batch that has waited longest.
    private GroupWriter.Member take() {
        GroupWriter.Member member = waiting.removeFirst();
        rowsWaiting -= member.batch().rows();
        return member;
    }
}
