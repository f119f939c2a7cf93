package io.liftline.database;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Listens to a channel of the database (`LISTEN`), each time on a connection of its own.
@Singleton
public class Notifications {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// More often than the time in which a silent connection is closed.
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final Vertx vertx;

    Notifications(Pool pool, BoundedPool pools, Vertx vertx) {
        this.pools = pools;
        this.vertx = vertx;
        pool.size(); // creates the pool, whose connection options are used
    }

    /// What happens on a channel.
    public interface Listener {

        /// Notifications arrive from now on. After an interruption, some may have been lost.
        void ready();

        /// A notification has arrived.
        void received(String payload);
    }

    /// Listens until it is closed. If the connection is lost, another one is opened.
    public Listening listen(String channel, Listener listener) {
        Listening listening = new Listening(channel, listener);
        listening.connect();
        return listening;
    }

    /// A channel that is listened to.
    public final class Listening implements AutoCloseable {

        private final String channel;
        private final Listener listener;
        private @Nullable PgConnection connection;
        private boolean closed;

        private Listening(String channel, Listener listener) {
            this.channel = channel;
            this.listener = listener;
        }

        private void connect() {
            pools.connect("liftline-live").onSuccess(this::listen).onFailure(_ -> retry());
        }

        private synchronized void listen(PgConnection opened) {
            if (closed) {
                opened.close();
                return;
            }
            connection = opened;
            opened.notificationHandler(notification -> listener.received(notification.getPayload()));
            opened.closeHandler(_ -> retry());
            opened.exceptionHandler(_ -> {});
            opened.query("LISTEN " + channel)
                    .execute()
                    .onSuccess(_ -> listener.ready())
                    .onFailure(_ -> opened.close());
            KeptAlive.keep(vertx, opened, CHECK_EVERY);
        }

        private synchronized void retry() {
            connection = null;
            if (!closed) {
                vertx.setTimer(RETRY_AFTER.toMillis(), _ -> connectUnlessClosed());
            }
        }

        private synchronized void connectUnlessClosed() {
            if (!closed) {
                connect();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
