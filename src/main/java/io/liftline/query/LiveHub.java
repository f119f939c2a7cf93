package io.liftline.query;

import io.liftline.database.Notifications;
import io.liftline.query.live.Announcement;
import io.liftline.query.live.LiveConfig;
import io.liftline.query.live.LiveHistory;
import io.liftline.query.live.LiveSql;
import io.liftline.query.live.LiveStream;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The open streams of this replica (docs/adr/0034).
///
/// With the first stream, the replica states its interest in the table `live_interest`, and listens. When there has
/// been none for [LiveConfig#lookBack], it stops. Every replica looks at the table every 2 s, so what is committed
/// later than [#HEARD_AFTER] after the statement is announced.
@ApplicationScoped
class LiveHub {

    static final String CHANNEL = "liftline_live";

    private static final Duration HEARD_AFTER = Duration.ofSeconds(4);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(30);

    private final QueryDatabase database;
    private final Notifications notifications;
    private final LiveConfig config;
    private final Vertx vertx;
    private final InstantSource clock;
    private final LiveHistory history;
    private final LiveReader reader;
    private final String replica = UUID.randomUUID().toString();
    private final Set<LiveStream> streams = new LinkedHashSet<>();
    private Notifications.@Nullable Listening listening;
    private @Nullable Thread shutdownHook;
    private long timer;
    private boolean ready;
    private boolean complete;
    private long wantedSince;
    private long usedAt;
    private long renewedAt;
    private long verifiedAt;
    private long heartbeatAt;

    LiveHub(QueryDatabase database, Notifications notifications, LiveConfig config, Vertx vertx, InstantSource clock) {
        this.database = database;
        this.notifications = notifications;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.history = new LiveHistory(config.lookBack());
        this.reader = new LiveReader(database, clock, this::current, this::resetAll);
    }

    /// Adds a stream.
    synchronized void open(LiveStream stream) {
        streams.add(stream);
        usedAt = System.nanoTime();
        if (listening == null) {
            begin();
        } else if (complete) {
            welcome(stream);
        }
    }

    /// Removes a stream.
    synchronized void close(LiveStream stream) {
        streams.remove(stream);
        usedAt = System.nanoTime();
    }

    private void begin() {
        long now = System.nanoTime();
        ready = false;
        complete = false;
        wantedSince = Long.MAX_VALUE;
        verifiedAt = now;
        heartbeatAt = now;
        renew(now);
        listening = notifications.listen(CHANNEL, new Heard());
        timer = vertx.setPeriodic(TICK.toMillis(), _ -> tick());
        shutdownHook = new Thread(this::endAll, "live-streams-end");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /// States that this replica wants announcements.
    private void renew(long now) {
        renewedAt = now;
        long seconds = config.lookBack().plus(RENEW_EVERY).plus(RENEW_EVERY).toSeconds();
        database.ask(LiveSql.EXTEND_INTEREST, Tuple.of(replica, seconds))
                .subscribe()
                .with(_ -> stated(), _ -> renewSoon());
    }

    private synchronized void stated() {
        wantedSince = Math.min(wantedSince, System.nanoTime());
    }

    private synchronized void renewSoon() {
        renewedAt = System.nanoTime() - RENEW_EVERY.toNanos() + TICK.toNanos();
    }

    private synchronized void tick() {
        long now = System.nanoTime();
        if (listening == null) {
            return;
        }
        if (streams.isEmpty() && isDue(usedAt, config.lookBack(), now)) {
            end();
            return;
        }
        if (isDue(renewedAt, RENEW_EVERY, now)) {
            renew(now);
        }
        if (!complete && ready && wantedSince != Long.MAX_VALUE && isDue(wantedSince, HEARD_AFTER, now)) {
            complete = true;
            List.copyOf(streams).forEach(this::welcome);
        }
        if (isDue(verifiedAt, config.verifyEvery(), now)) {
            verifiedAt = now;
            streams.stream()
                    .filter(stream -> !stream.question().isValid().getAsBoolean())
                    .forEach(stream -> stream.end("expired"));
        }
        if (isDue(heartbeatAt, config.heartbeat(), now)) {
            heartbeatAt = now;
            streams.forEach(LiveStream::heartbeat);
        }
    }

    private static boolean isDue(long since, Duration after, long now) {
        return now - since >= after.toNanos();
    }

    /// From now on, the stream gets every sample. First it gets those since its last event, if they are known.
    private void welcome(LiveStream stream) {
        Optional<String> last = stream.question().lastEventId();
        if (last.isEmpty()) {
            stream.open(history.last());
            return;
        }
        Optional<List<Announcement>> later = history.after(last.get());
        if (later.isEmpty()) {
            stream.reset(history.last(), "unknown event id");
        } else {
            stream.open(Optional.empty());
            reader.read(later.get(), Optional.of(stream));
        }
    }

    private synchronized List<LiveStream> current() {
        return new ArrayList<>(streams);
    }

    private synchronized void resetAll(String reason) {
        streams.forEach(stream -> stream.reset(history.last(), reason));
    }

    private final class Heard implements Notifications.Listener {

        @Override
        public void ready() {
            synchronized (LiveHub.this) {
                history.clear();
                history.add(new Announcement(UUID.randomUUID().toString(), List.of()), now());
                if (ready && complete) {
                    resetAll("interrupted");
                }
                ready = true;
            }
        }

        @Override
        public void received(String payload) {
            Announcement.parse(payload).ifPresent(announcement -> {
                synchronized (LiveHub.this) {
                    history.add(announcement, now());
                    reader.read(List.of(announcement), Optional.empty());
                }
            });
        }

        private long now() {
            return Timestamp.micros(clock.instant());
        }
    }

    private void end() {
        if (listening != null) {
            listening.close();
            listening = null;
            vertx.cancelTimer(timer);
            history.clear();
            removeShutdownHook();
            database.ask(LiveSql.END_INTEREST, Tuple.of(replica)).subscribe().with(_ -> {}, _ -> {}); // it expires
        }
    }

    private void removeShutdownHook() {
        if (shutdownHook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException _) {
                // the process is stopping
            }
            shutdownHook = null;
        }
    }

    /// Requests are waited for when the service stops, so the streams end first.
    private void endAll() {
        current().forEach(stream -> stream.end("shutdown"));
    }

    @PreDestroy
    void stop() {
        endAll();
        synchronized (this) {
            if (listening != null) {
                listening.close();
                listening = null;
                vertx.cancelTimer(timer);
                removeShutdownHook();
            }
        }
    }
}
