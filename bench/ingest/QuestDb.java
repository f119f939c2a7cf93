package ingest;

import harness.Rest;
import harness.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;

/// QuestDB from its jar, with its defaults: the first line makes the table, without deduplication. Of its servers only
/// the one for HTTP runs; its own telemetry is off.
record QuestDb() implements Peer {

    @Override
    public String name() {
        return "questdb";
    }

    @Override
    public double goal() {
        return 0.8;
    }

    @Override
    public String acknowledges() {
        return "its WAL in the page cache, no fsync (server.conf: cairo.commit.mode \"default: nosync\")";
    }

    @Override
    public Path program() {
        return Path.of(Setting.LIFTLINE_BENCH_PEERS.value(), "questdb", "questdb.jar");
    }

    @Override
    public String version() throws IOException {
        try (JarFile jar = new JarFile(program().toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    @Override
    public List<String> command(Path folder, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                program().toString(),
                "io.questdb.ServerMain",
                "-d",
                folder.toString());
    }

    @Override
    public Map<String, String> environment(int port) {
        return Map.of(
                "QDB_HTTP_BIND_TO", "127.0.0.1:" + port,
                "QDB_HTTP_MIN_ENABLED", "false",
                "QDB_PG_ENABLED", "false",
                "QDB_LINE_TCP_ENABLED", "false",
                "QDB_LINE_UDP_ENABLED", "false",
                "QDB_TELEMETRY_ENABLED", "false");
    }

    @Override
    public String probe() {
        return "/ping";
    }

    @Override
    public Optional<String> forget() {
        return Optional.of("/exec?query=DROP%20TABLE%20esp_telemetry");
    }

    @Override
    public String path() {
        return "/write";
    }

    @Override
    public long rows(Rest rest, Workload workload) throws IOException {
        return rest.getJson("/exec", Map.of("query", "SELECT count() FROM esp_telemetry"))
                .at("/dataset/0/0")
                .asLong();
    }
}
