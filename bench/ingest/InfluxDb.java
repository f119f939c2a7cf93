package ingest;

import harness.Program;
import harness.Rest;
import harness.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// InfluxDB 1.6 of Debian, with its defaults, except that its own metrics and its request log are off.
record InfluxDb() implements Peer {

    @Override
    public String name() {
        return "influxdb";
    }

    @Override
    public double goal() {
        return 2.0;
    }

    @Override
    public String acknowledges() {
        return "fsync of its WAL (influxdb.conf: wal-fsync-delay = \"0s\" \"fsyncs every write to the WAL\")";
    }

    @Override
    public Path program() {
        return Path.of(Setting.LIFTLINE_BENCH_PEERS.value(), "influxdb", "usr/bin/influxd");
    }

    @Override
    public String version() throws IOException {
        return Peers.said(program().toString(), "version");
    }

    @Override
    public List<String> command(Path folder, int port) throws IOException {
        Path configuration = folder.resolve("influxdb.conf");
        Files.writeString(configuration, """
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%2$s/meta"
                [data]
                  dir = "%2$s/data"
                  wal-dir = "%2$s/wal"
                  wal-fsync-delay = "0s"
                [http]
                  bind-address = "127.0.0.1:%3$d"
                  log-enabled = false
                [monitor]
                  store-enabled = false
                """.formatted(Program.freePort(), folder, port));
        return List.of(program().toString(), "run", "-config", configuration.toString());
    }

    @Override
    public String probe() {
        return "/ping";
    }

    @Override
    public void prepare(Rest rest) throws IOException {
        rest.post("/query?q=CREATE%20DATABASE%20bench", "");
    }

    @Override
    public String path() {
        return "/write?db=bench";
    }

    @Override
    public long rows(Rest rest, Workload workload) throws IOException {
        String query = "SELECT count(" + Signal.FLOW_RATE.column() + ") FROM esp_telemetry";
        return rest.getJson("/query", Map.of("db", "bench", "q", query))
                .at("/results/0/series/0/values/0/1")
                .asLong();
    }
}
