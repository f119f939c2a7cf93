package ingest;

import harness.Rest;
import harness.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// VictoriaMetrics of Debian, single node, with its defaults, except that samples are kept for a year.
record VictoriaMetrics() implements Peer {

    @Override
    public String name() {
        return "victoriametrics";
    }

    @Override
    public double goal() {
        return 0.9;
    }

    @Override
    public String acknowledges() {
        return "memory (its documentation, Troubleshooting: \"buffers incoming data in memory for up to a few seconds"
                + " before flushing it to persistent storage\"; those may be lost)";
    }

    @Override
    public Path program() {
        return Path.of(Setting.LIFTLINE_BENCH_PEERS.value(), "victoria-metrics", "usr/bin/victoria-metrics");
    }

    @Override
    public String version() throws IOException {
        return Peers.said(program().toString(), "-version");
    }

    @Override
    public List<String> command(Path folder, int port) {
        return List.of(
                program().toString(),
                "-storageDataPath=" + folder.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=12");
    }

    @Override
    public String probe() {
        return "/health";
    }

    @Override
    public String path() {
        return "/write";
    }

    /// Each channel is a series of its own here, so one of them is counted. The look-back window does not contain its
    /// first instant, at which there are samples, so it is a day longer.
    @Override
    public long rows(Rest rest, Workload workload) throws IOException {
        rest.get("/internal/force_flush");
        String query =
                "sum(count_over_time(esp_telemetry_%s[%dd]))".formatted(Signal.FLOW_RATE.column(), workload.days() + 1);
        String end = Long.toString(workload.end().getEpochSecond());
        return rest.getJson("/api/v1/query", Map.of("query", query, "time", end))
                .at("/data/result/0/value/1")
                .asLong();
    }
}
