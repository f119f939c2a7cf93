package harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/// Sends numbered requests over some connections, one virtual thread each, and measures the latency of the answers.
public final class Load {

    private static final long HIGHEST_MICROS = 120_000_000;
    private static final double AS_FAST_AS_TAKEN = Double.POSITIVE_INFINITY;
    private static final LongSupplier NEVER = () -> Long.MAX_VALUE;
    private static final int MAX_AGAIN = 10;
    private static final long WAIT_MILLIS = 1_000;

    private final int port;
    private final int connections;
    private final int calls;
    private final double perSecond;
    private final LongSupplier end;
    private final Call call;
    private final AtomicInteger next = new AtomicInteger();
    private final Histogram micros = new AtomicHistogram(HIGHEST_MICROS, 3);
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicReference<String> firstRefusal = new AtomicReference<>("");
    private final CountDownLatch connected;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile long start;

    private Load(int port, int connections, int calls, double perSecond, LongSupplier end, Call call) {
        this.port = port;
        this.connections = connections;
        this.calls = calls;
        this.perSecond = perSecond;
        this.end = end;
        this.call = call;
        this.connected = new CountDownLatch(connections);
    }

    /// Sends the next request on each connection as soon as the previous answer has come. A request that is refused
    /// with 429 or
    /// 503 is sent again after a second, up to ten times, as a good client does; the waiting counts.
    ///
    /// @param calls how many in all
    public static Outcome closedLoop(int port, int connections, int calls, Call call) {
        return new Load(port, connections, calls, AS_FAST_AS_TAKEN, NEVER, call).run();
    }

    /// Sends at a fixed rate, whether answers come or not. A request whose time has come waits for a free
    /// connection, and its latency counts from that time on: slow answers do not lower the number of
    /// those that are counted (no coordinated omission).
    public static Outcome openLoop(int port, int connections, int calls, double perSecond, Call call) {
        return new Load(port, connections, calls, perSecond, NEVER, call).run();
    }

    /// The same, but a request that is due after the end is not sent.
    ///
    /// @param calls the most of them
    /// @param end by [System#nanoTime()]; [Long#MAX_VALUE] as long as it is not known
    public static Outcome openLoopUntil(
            int port, int connections, int calls, double perSecond, LongSupplier end, Call call) {
        return new Load(port, connections, calls, perSecond, end, call).run();
    }

    private Outcome run() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofVirtual().start(this::work));
        }
        try {
            connected.await();
            start = System.nanoTime();
            started.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw new IllegalStateException("interrupted", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Outcome(sent(), seconds, micros, Map.copyOf(statuses), refusals.get(), firstRefusal.get());
    }

    /// All of them; or, when there was an end, those that were sent before it.
    private int sent() {
        return end.getAsLong() == Long.MAX_VALUE
                ? calls
                : statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void work() {
        try (Connection connection = new Connection(port)) {
            try {
                connection.open();
            } finally {
                connected.countDown();
            }
            started.await();
            for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                long due = awaitTurn(number);
                if (due > end.getAsLong()) {
                    return;
                }
                int status = settledStatus(connection, number);
                micros.recordValue(Math.min((System.nanoTime() - due) / 1000, HIGHEST_MICROS));
                statuses.merge(status, 1, Integer::sum);
            }
        } catch (IOException e) {
            refused("could not connect to port " + port + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns the time from which the request's latency counts.
    private long awaitTurn(int number) throws InterruptedException {
        if (perSecond == AS_FAST_AS_TAKEN) {
            return System.nanoTime();
        }
        long due = start + (long) (number / perSecond * 1e9);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return due;
    }

    private int settledStatus(Connection connection, int number) throws InterruptedException {
        int status = status(connection, number);
        for (int again = 0; again < MAX_AGAIN && perSecond == AS_FAST_AS_TAKEN && isRefusal(status); again++) {
            refusals.incrementAndGet();
            Thread.sleep(WAIT_MILLIS);
            status = status(connection, number);
        }
        return status;
    }

    private static boolean isRefusal(int status) {
        return status == 429 || status == 503;
    }

    private int status(Connection connection, int number) {
        try {
            int status = call.send(connection, number);
            if (status >= 300) {
                refused("status " + status + ": " + connection.answer());
            }
            return status;
        } catch (IOException e) {
            refused("no answer: " + e);
            return Outcome.NO_ANSWER;
        }
    }

    private void refused(String what) {
        firstRefusal.compareAndSet("", what);
    }

    /// Sends request `number`, counted from 0, and returns the status of its answer.
    public interface Call {
        int send(Connection connection, int number) throws IOException;
    }
}
