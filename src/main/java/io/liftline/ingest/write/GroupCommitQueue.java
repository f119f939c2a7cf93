package io.liftline.ingest.write;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Batches on their way into the database, a few commits at a time (group commit): one that comes while no
/// commit is under way is written at once, those that come meanwhile are written together.
///
/// A commit has a price of its own, so a second writer sets out beside the first only once enough rows wait
/// for it or it has waited for them long enough. So a lone request waits for nobody, and the busier the
/// database, the larger the commits.
final class GroupCommitQueue {

    private static final int MAX_MEMBERS = 4_096;

    private final GroupWriter writer;
    private final Limits limits;
    private final int writers;
    private final WriteMetrics metrics;
    private final ArrayDeque<GroupWriter.Member> waiting = new ArrayDeque<>();
    private final ArrayDeque<CopyRows> free = new ArrayDeque<>();

    /// Threads of the platform: there are few, and each wait of a virtual one for the database costs two more
    /// threads a switch.
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("ingest-writer-", 0).daemon().factory());
    private int rowsWaiting;
    private int underWay;

    /// How large commits are.
    ///
    /// @param maxRows how many rows one takes at most, if it has more than one member
    /// @param parallelCommitRows how many rows have to wait before a commit sets out beside one under way
    /// @param linger how long it waits for that many
    record Limits(int maxRows, int parallelCommitRows, Duration linger) {}

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
        CompletableFuture<WriteCounts> written = new CompletableFuture<>();
        CopyRows idle = enqueue(new GroupWriter.Member(batch, written));
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
            Throwable away = writer.write(group, buffer);
            ended();
            if (away != null) {
                takeAll().forEach(member -> member.fail(away));
            }
        }
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    /// The next group; when there is none, the writer is free again.
    private synchronized List<GroupWriter.Member> next(CopyRows buffer) {
        awaitCompany();
        List<GroupWriter.Member> group = new ArrayList<>();
        int rows = 0;
        for (GroupWriter.Member member = waiting.peekFirst();
                member != null
                        && group.size() < MAX_MEMBERS
                        && (group.isEmpty() || rows + member.batch().rows() <= limits.maxRows());
                member = waiting.peekFirst()) {
            group.add(waiting.removeFirst());
            rows += member.batch().rows();
        }
        rowsWaiting -= rows;
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
    private void awaitCompany() {
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

    private synchronized List<GroupWriter.Member> takeAll() {
        List<GroupWriter.Member> all = List.copyOf(waiting);
        waiting.clear();
        rowsWaiting = 0;
        return all;
    }
}
