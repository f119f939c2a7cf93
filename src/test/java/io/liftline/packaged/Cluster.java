package io.liftline.packaged;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.SelfSigned;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL cluster for one test, created and run by `./dev db` in the root of the embedded database. The
/// test can fill its disk or demote it. Closing deletes its data.
final class Cluster implements AutoCloseable {

    private static final String ROOT = System.getenv("LIFTLINE_DB_ROOT");
    private static final Path INSIDE = Path.of("/var/lib/liftline");
    private static final String BIN = "/usr/lib/postgresql/17/bin";

    private final String name;
    private final int port = Program.freePort();

    private Cluster(String name) {
        this.name = name;
    }

    /// A cluster that is not started yet. Skips the test if there is no embedded database.
    ///
    /// @param role the suffix of its name
    static Cluster named(String role) throws IOException {
        Assumptions.assumeTrue(ROOT != null, "skipped: needs the embedded database");
        Cluster cluster = new Cluster(System.getenv("LIFTLINE_DB_CLUSTER") + "-" + role);
        cluster.removeRemains();
        return cluster;
    }

    /// The directory of its data, passwords and log.
    Path state() {
        return Path.of(ROOT + INSIDE.resolve(name));
    }

    Path data() {
        return state().resolve("data");
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    DatabaseServer server() throws IOException {
        String password = Files.readString(state().resolve("owner-password")).strip();
        return new DatabaseServer("127.0.0.1", port, "liftline", "liftline_owner", password);
    }

    /// Starts the cluster. The first start creates it. Does nothing if it is running.
    void start() throws IOException {
        dev("start");
    }

    /// Lets this running cluster encrypt new connections, with this certificate.
    void encrypt(SelfSigned certificate) throws IOException, GeneralSecurityException {
        Files.copy(certificate.certificate(), data().resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate.key(), data().resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        Command.run("chmod", "0600", data().resolve("server.key").toString());
        for (String file : List.of("server.crt", "server.key")) {
            Command.run("chroot", ROOT, "chown", "postgres:postgres", socket() + "/" + file);
        }
        query("ALTER SYSTEM SET ssl = on");
        query("SELECT pg_reload_conf()");
        Await.until("the server has TLS", () -> query("SHOW ssl").strip().equals("on"));
    }

    /// Stops the cluster with a fast shutdown, which first streams all WAL to a connected standby.
    void stop() throws IOException {
        dev("stop");
    }

    /// Starts the cluster, again if it exits during recovery, until it accepts connections to this database.
    ///
    /// @return when it accepted the first connection
    Instant startUntilAccepting(TestDatabase database) throws Exception {
        CompletableFuture<Instant> accepting = CompletableFuture.supplyAsync(database::awaitAccepting);
        while (!accepting.isDone()) {
            start();
            Await.pause(Duration.ofMillis(50));
        }
        return accepting.get();
    }

    /// The log of the server.
    String log() throws IOException {
        return Files.readString(data().resolve("server.log"));
    }

    /// Runs a query as the superuser. Returns the rows without headers and alignment.
    String query(String sql) throws IOException {
        return inside(BIN + "/psql", "-XAtq", "-h", socket(), "-p", "" + port, "-d", "postgres", "-c", sql);
    }

    /// Creates this cluster as a streaming standby of another and starts it. It must not exist yet.
    void createAsStandbyOf(Cluster primary) throws IOException {
        Files.createDirectories(data());
        Command.run("chroot", ROOT, "chown", "postgres:postgres", socket());
        Command.run("chmod", "0700", data().toString());
        inside(BIN + "/pg_basebackup", "-h", primary.socket(), "-p", "" + primary.port, "-D", socket(), "-c", "fast");
        for (String file : List.of("made", "owner-password")) {
            Files.copy(primary.state().resolve(file), state().resolve(file));
        }
        Files.deleteIfExists(data().resolve("server.log"));
        startAsStandbyOf(primary);
    }

    /// Starts this stopped cluster as a standby of another.
    void startAsStandbyOf(Cluster primary) throws IOException {
        Path settings = data().resolve("postgresql.auto.conf");
        Files.writeString(
                settings,
                "unix_socket_directories = '%s'%nprimary_conninfo = 'host=%s port=%d user=postgres'%n"
                        .formatted(socket(), primary.socket(), primary.port),
                StandardOpenOption.APPEND);
        inside("/usr/bin/touch", socket() + "/standby.signal");
        start();
    }

    /// Promotes this standby to primary.
    void promote() throws IOException {
        inside(BIN + "/pg_ctl", "-D", socket(), "-w", "promote");
    }

    @Override
    public void close() throws IOException {
        dev("destroy");
    }

    /// Removes the remains of an interrupted run.
    private void removeRemains() throws IOException {
        dev("stop");
        for (Path mounted : List.of(data().resolve("pg_wal"), state())) {
            if (SmallVolume.isMountedAt(mounted)) {
                SmallVolume.unmount(mounted);
            }
        }
        dev("destroy");
    }

    /// The data directory, as seen inside the root. It contains the Unix socket.
    private String socket() {
        return INSIDE.resolve(name).resolve("data").toString();
    }

    private void dev(String verb) throws IOException {
        Command.run("env", "LIFTLINE_DB_CLUSTER=" + name, "LIFTLINE_DB_PORT=" + port, "./dev", "db", verb);
    }

    /// Runs a program inside the root as the user postgres.
    private static String inside(String... command) throws IOException {
        return Command.run(Stream.concat(
                        Stream.of("chroot", "--userspec=postgres:postgres", ROOT, "/usr/bin/env", "-i", "HOME=/tmp"),
                        Stream.of(command))
                .toArray(String[]::new));
    }
}
