package ingest;

import harness.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Another database that takes line protocol over HTTP. It runs on loopback with its own defaults, and keeps its data
/// in a folder of its own.
sealed interface Peer permits InfluxDb, VictoriaMetrics, QuestDb {

    /// Its name in the names of figures.
    String name();

    /// The figure to reach: how many times its rows a second.
    double goal();

    /// What its 2xx means, and where that is written.
    String acknowledges();

    /// The program's file; it is not there if the peer could not be fetched.
    Path program();

    /// The version that the program prints.
    String version() throws IOException;

    /// The command that runs it, after writing what configuration it needs into the folder.
    ///
    /// @param folder empty, for everything it keeps
    List<String> command(Path folder, int port) throws IOException;

    default Map<String, String> environment(int port) {
        return Map.of();
    }

    /// A path that is answered 2xx once it is up.
    String probe();

    /// Makes what has to be there before samples can be posted.
    default void prepare(Rest rest) throws IOException {}

    /// The GET that removes all samples after a warm-up; absent for a program without a JIT compiler, which needs no
    /// warm-up.
    default Optional<String> forget() {
        return Optional.empty();
    }

    /// Where bodies are posted.
    String path();

    /// How many samples can be found at the moment.
    ///
    /// @param workload what was posted
    long rows(Rest rest, Workload workload) throws IOException;
}
