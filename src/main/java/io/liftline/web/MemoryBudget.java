package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memory that request bodies, decoded samples and answers may take together, whatever the route
/// (docs/adr/0010).
///
/// Holders, usually users, share it by the rule of [FairShare]. Requests whose caller is not known have a
/// sixteenth of the whole, which their addresses share by the same rule.
@Singleton
public class MemoryBudget {

    /// Begins the holders of requests whose caller is not known. No username begins with it.
    private static final String UNKNOWN = "\0";

    private static final int HEAP_SHARE = 2;
    private static final long UNKNOWNS_PART = 16;

    private final long total;
    private final Map<String, Held> held = new HashMap<>();
    private long used;
    private long usedByUnknown;

    @Inject
    MemoryBudget(HttpConfig config, MeterRegistry metrics) {
        this(config.memoryBudget()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        Gauge.builder("liftline.http.memory.used", this::used)
                .description("Bytes that request bodies and answers hold in memory")
                .register(metrics);
        Gauge.builder("liftline.http.memory.budget", this::total)
                .description("Maximum bytes that request bodies and answers may hold in memory")
                .register(metrics);
    }

    /// @param total maximum bytes
    public MemoryBudget(long total) {
        this.total = total;
    }

    /// Maximum bytes of all holders.
    public long total() {
        return total;
    }

    /// Maximum bytes of one holder while nobody else holds any.
    public long largest() {
        return total / (FairShare.TIMES_FREE + 1) * FairShare.TIMES_FREE;
    }

    /// The bytes that are held now.
    public synchronized long used() {
        return used;
    }

    /// The number of holders that hold something now.
    synchronized int holders() {
        return held.size();
    }

    /// An empty charge of a holder. It must be closed.
    ///
    /// @param holder name of the user
    public Charge charge(String holder) {
        return new Charge(holder);
    }

    /// An empty charge of a caller who is not known yet. It must be closed.
    ///
    /// @param address from which the request comes
    public Charge chargeUnknown(String address) {
        return new Charge(UNKNOWN + address);
    }

    /// The bytes of one holder.
    private static final class Held {
        private long bytes;
    }

    /// The bytes that one request holds for one purpose. Closing it gives them back; only the first call has an
    /// effect, and a closed charge holds nothing any more.
    public final class Charge implements AutoCloseable {

        private final String holder;

        /// It changes with the lock of the budget only.
        private volatile long bytes;

        private boolean closed;

        private Charge(String holder) {
            this.holder = holder;
        }

        /// Changes the number of bytes, if the budget has room for them.
        ///
        /// @return whether it had; if not, nothing changes
        public boolean offer(long total) {
            synchronized (MemoryBudget.this) {
                if (total > bytes && !hasRoom(holder, total - bytes)) {
                    return false;
                }
                change(total);
                return true;
            }
        }

        /// Raises the number of bytes to at least this.
        ///
        /// @throws ProblemException 429 if the budget has no room for them
        public void require(long total) {
            if (total > bytes() && !offer(total)) {
                throw noRoom();
            }
        }

        /// Sets the number of bytes without a check, for bytes that exist already.
        public void set(long total) {
            synchronized (MemoryBudget.this) {
                change(total);
            }
        }

        private void change(long total) {
            if (!closed && total != bytes) {
                MemoryBudget.this.change(holder, total - bytes);
                bytes = total;
            }
        }

        /// The number of bytes.
        public long bytes() {
            return bytes;
        }

        @Override
        public void close() {
            synchronized (MemoryBudget.this) {
                change(0);
                closed = true;
            }
        }
    }

    /// 429: the budget has no room.
    public ProblemException noRoom() {
        return new ProblemException(
                ProblemCode.TOO_MANY_REQUESTS,
                "The service holds as many bytes of requests and answers as it may (" + total
                        + "), or you hold your share of them; send this one again later");
    }

    private boolean hasRoom(String holder, long more) {
        @Nullable Held known = held.get(holder);
        long mine = (known == null ? 0 : known.bytes) + more;
        long free = total - used - more;
        if (!holder.startsWith(UNKNOWN)) {
            return FairShare.allows(mine, free);
        }
        return free >= 0 && FairShare.allows(mine, total / UNKNOWNS_PART - usedByUnknown - more);
    }

    private void change(String holder, long by) {
        used += by;
        if (holder.startsWith(UNKNOWN)) {
            usedByUnknown += by;
        }
        Held mine = held.computeIfAbsent(holder, _ -> new Held());
        mine.bytes += by;
        if (mine.bytes == 0) {
            held.remove(holder);
        }
    }
}
