package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.SelfSigned;
import io.liftline.fixtures.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections to a PostgreSQL server that has a certificate, of both drivers.
class DatabaseTlsIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void everyConnectionIsEncryptedAndTheServerIsVerified() throws Exception {
        SelfSigned server = SelfSigned.in(directory, "server", "CN=127.0.0.1");
        SelfSigned other = SelfSigned.in(directory, "other", "CN=127.0.0.1");
        try (Cluster cluster = Cluster.named("tls")) {
            cluster.start();
            cluster.encrypt(server);
            TestDatabase database = TestDatabase.emptyOn(cluster.server());
            Map<String, String> verified =
                    Map.of("LIFTLINE_DB_CA", server.certificate().toString());

            try (Program program = Program.ready(database, verified)) {
                String token = program.api().login();
                assertThat(program.api().ingest(token, Api.sample("TLS-1", 1)).statusCode())
                        .isEqualTo(200);
                assertThat(cluster.query(
                                "SELECT DISTINCT ssl.ssl FROM pg_stat_ssl ssl JOIN pg_stat_activity a USING (pid)"
                                        + " WHERE a.application_name LIKE 'liftline%'"))
                        .isEqualToIgnoringWhitespace("t");
                assertNoNewConnection(cluster, other, () -> latest(program, token));
                cluster.encrypt(server);
                Await.until("reads are answered again", WITHIN, () -> latest(program, token) == 200);
            }
            assertRefused(database, Map.of("LIFTLINE_DB_CA", other.certificate().toString()));
            assertRefused(
                    database,
                    Map.of(
                            "LIFTLINE_DB_CA",
                            server.certificate().toString(),
                            "LIFTLINE_DB_URL",
                            String.valueOf(database.settings().get("LIFTLINE_DB_URL"))
                                    .replace("127.0.0.1", "localhost")));
        }
    }

    /// The server changes its certificate to one that is not trusted, and ends all connections: the reactive driver,
    /// which answers reads, must not connect again.
    private static void assertNoNewConnection(Cluster cluster, SelfSigned untrusted, Callable<Integer> read)
            throws Exception {
        assertThat(read.call()).isEqualTo(200);
        cluster.encrypt(untrusted);
        cluster.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name LIKE 'liftline%' AND pid <> pg_backend_pid()");
        for (int i = 0; i < 10; i++) {
            assertThat(read.call()).isEqualTo(503);
        }
        assertThat(cluster.query("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'liftline%'"))
                .isEqualToIgnoringWhitespace("0");
    }

    private static int latest(Program program, String token) throws Exception {
        return program.api().get("/api/v1/wells/TLS-1/latest", token).statusCode();
    }

    /// The certificate is not trusted, or does not name the host.
    private static void assertRefused(TestDatabase database, Map<String, String> settings) {
        try (Program program = Program.start(database, settings)) {
            Await.until(
                    "the server is refused",
                    WITHIN,
                    () -> program.logLines().stream()
                            .anyMatch(line ->
                                    line.contains("Waiting for the database") || line.contains("Cannot start")));
            assertThat(program.logLines()).noneMatch(line -> line.contains("Started: schema_version"));
        }
    }
}
