package ingest;

import harness.Database.Contents;
import harness.LegFailedException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Samples, their COPY files, and what the table must hold after a leg.
final class Dataset {

    final Workload workload;
    private final Map<Integer, List<Path>> files = new HashMap<>();
    private Contents expected = new Contents(-1, BigDecimal.ZERO);
    private int streams = 1;

    private Dataset(Workload workload) {
        this.workload = workload;
    }

    /// Writes the files and loads them by one and by two streams, 1 2 2 1; the number of streams of the
    /// fastest load is kept to. What the first load left in the table is what every later leg has to leave
    /// there.
    static Dataset prepare(Bench bench, int rows) {
        Dataset dataset = new Dataset(new Workload(rows));
        for (int streams : List.of(1, 2)) {
            dataset.files.put(streams, CopyFiles.write(dataset.workload, streams, bench.folder));
        }
        double best = 0;
        for (int streams : bench.options.pairs() == 1 ? List.of(1, 2) : List.of(1, 2, 2, 1)) {
            double speed = bench.copy(dataset, streams).rowsPerSecond();
            Progress.say("  raw COPY of %,d rows, streams: %d, %,.0f rows/s", rows, streams, speed);
            if (speed > best) {
                best = speed;
                dataset.streams = streams;
            }
        }
        return dataset;
    }

    int rows() {
        return workload.rows();
    }

    /// How many streams of raw COPY were fastest.
    int streams() {
        return streams;
    }

    /// The files for so many streams.
    List<Path> files(int streams) {
        return files.get(streams);
    }

    /// @throws LegFailedException if samples are missing, too many, or other ones
    void requireWhole(Contents found) {
        if (expected.rows() < 0 && found.rows() == rows()) {
            expected = found;
        }
        if (!found.equals(expected)) {
            throw new LegFailedException("the table holds %,d rows with checksum %s, but should hold %,d with %s"
                    .formatted(found.rows(), found.checksum(), rows(), expected.checksum()));
        }
    }
}
