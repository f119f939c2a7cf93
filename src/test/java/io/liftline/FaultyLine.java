package io.liftline;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line between service and database, which can be cut, slow or silent, or lead to another server, while
/// the database itself is well.
public final class FaultyLine implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 * 1024;
    private static final int BACKLOG = 200;

    private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile Duration delay = Duration.ZERO;
    private State state = State.SOUND;

    private enum State {
        SOUND,
        CUT,
        SILENT
    }

    public FaultyLine(InetSocketAddress target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Leads new connections to this server; the open ones stay where they are, as when a name is given a new
    /// address.
    public void leadTo(InetSocketAddress other) {
        target = other;
    }

    /// Breaks every connection, and each new one at once.
    public synchronized void cut() {
        state = State.CUT;
        open.forEach(Connection::close);
    }

    /// From now on each 8 KiB of either direction, or part of them, take this long.
    public void slow(Duration each) {
        delay = each;
    }

    /// Nothing passes any more, not even the news that an end has closed, but nothing is broken: as when a
    /// machine loses power or a firewall forgets. Connections that were open, or are opened meanwhile, are dead
    /// for good, also after [#mend].
    public synchronized void silence() {
        state = State.SILENT;
        open.forEach(connection -> connection.dead = true);
    }

    /// New connections are sound, and fast. Where one end of a dead connection was closed, the other end
    /// learns of it now, as by a keep-alive.
    public synchronized void mend() {
        state = State.SOUND;
        delay = Duration.ZERO;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException _) {
                // the line was closed, and the loop ends
            }
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        switch (state) {
            case CUT -> client.close();
            case SILENT -> Thread.ofVirtual().start(() -> swallow(client));
            case SOUND -> {
                try {
                    Connection connection = new Connection(client, new Socket(target.getAddress(), target.getPort()));
                    open.add(connection);
                    Thread.ofVirtual().start(() -> connection.pump(connection.client, connection.database));
                    Thread.ofVirtual().start(() -> connection.pump(connection.database, connection.client));
                } catch (IOException _) {
                    client.close(); // the server refuses, and so does the line
                }
            }
        }
    }

    private static void swallow(Socket client) {
        try (client) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // the client gave it up
        }
    }

    private synchronized void awaitAnyOtherThanSilence() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket database;
        private volatile boolean dead;

        Connection(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void pump(Socket from, Socket to) {
            try {
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int read = from.getInputStream().read(chunk);
                        read >= 0;
                        read = from.getInputStream().read(chunk)) {
                    Thread.sleep(delay);
                    if (!dead) {
                        to.getOutputStream().write(chunk, 0, read);
                    }
                }
            } catch (IOException _) {
                // one end went away, and so does the other
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            end();
        }

        private void end() {
            try {
                awaitAnyOtherThanSilence();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            close();
        }

        void close() {
            open.remove(this);
            try (client;
                    database) {
                // both, even if one fails
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
