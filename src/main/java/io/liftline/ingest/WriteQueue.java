package io.liftline.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Batches on their way into the database, a few commits at a time (group commit): one that comes while a
/// writer is free is written at once; those that come while all are busy wait for the next that gets free,
/// which takes them together. So nobody waits for company, and the busier the database, the larger the
/// commits.
final class WriteQueue {

    private static final int MAX_MEMBERS = 4_096;

    private final GroupWriter writer;
    private final int maxRows;
    private final int writers;
    private final IngestMetrics metrics;
    private final ArrayDeque<GroupWriter.Member> waiting = new ArrayDeque<>();
    private final ArrayDeque<CopyRows> free = new ArrayDeque<>();

    /// @param maxRows how many rows a commit takes at most, if it has more than one member
    /// @param writers how many commits may be under way at once
    WriteQueue(GroupWriter writer, int maxRows, int writers, IngestMetrics metrics) {
        this.writer = writer;
        this.maxRows = maxRows;
        this.writers = writers;
        this.metrics = metrics;
        for (int i = 0; i < writers; i++) {
            free.add(new CopyRows());
        }
    }

    /// Queues a batch, which belongs to the queue from now on.
    ///
    /// @return settled after the commit that holds the batch
    CompletableFuture<Written> add(ColumnBatch batch) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        CopyRows idle = enqueue(new GroupWriter.Member(batch, written));
        if (idle == null) {
            metrics.waited();
        } else {
            Thread.ofVirtual().name("ingest-writer").start(() -> drain(idle));
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
        return free.pollLast();
    }

    private void drain(CopyRows buffer) {
        for (List<GroupWriter.Member> group = next(buffer); !group.isEmpty(); group = next(buffer)) {
            Throwable away = writer.write(group, buffer);
            if (away != null) {
                takeAll().forEach(member -> member.fail(away));
            }
        }
    }

    /// The next group; when there is none, the writer is free again.
    private synchronized List<GroupWriter.Member> next(CopyRows buffer) {
        List<GroupWriter.Member> group = new ArrayList<>();
        int rows = 0;
        for (GroupWriter.Member member = waiting.peekFirst();
                member != null
                        && group.size() < MAX_MEMBERS
                        && (group.isEmpty() || rows + member.batch().rows() <= maxRows);
                member = waiting.peekFirst()) {
            group.add(waiting.removeFirst());
            rows += member.batch().rows();
        }
        if (group.isEmpty()) {
            free.addLast(buffer);
            notifyAll();
        }
        return group;
    }

    private synchronized List<GroupWriter.Member> takeAll() {
        List<GroupWriter.Member> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
