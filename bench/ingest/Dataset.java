package ingest;

import harness.Database.Contents;
import harness.LegFailedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Samples, their COPY files, and what the table must hold after a leg.
final class Dataset {

    final Samples samples;
    private final String name;
    private final Path folder;
    private final Expectation expected;
    private final Map<Integer, List<Path>> files = new HashMap<>();
    private int streams = 1;

    /// @param name that no other has in this folder
    /// @param folder for the files
    Dataset(String name, Samples samples, Path folder) {
        this.name = name;
        this.samples = samples;
        this.folder = folder;
        this.expected = new Expectation(samples.rows());
    }

    /// Loads the samples by one and by two streams, 1 2 2 1; the later legs use as many as the fastest load.
    /// What the first load left in the table is what every later leg has to leave there.
    static Dataset prepare(Bench bench, String name, Samples samples) {
        Dataset dataset = new Dataset(name, samples, bench.folder);
        double best = 0;
        for (int streams : bench.options.pairs() == 1 ? List.of(1, 2) : List.of(1, 2, 2, 1)) {
            double speed = bench.copy(bench.now, dataset, streams).rowsPerSecond();
            Progress.say("  raw COPY of %,d rows, streams: %d, %,.0f rows/s", dataset.rows(), streams, speed);
            if (speed > best) {
                best = speed;
                dataset.streams = streams;
            }
        }
        return dataset;
    }

    int rows() {
        return samples.rows();
    }

    /// How many streams of raw COPY were fastest.
    int streams() {
        return streams;
    }

    /// The files for so many streams.
    List<Path> files(int number) {
        return files.computeIfAbsent(number, streamed -> CopyFiles.write(samples, streamed, folder, name));
    }

    /// @throws LegFailedException if samples are missing, too many, or other ones
    void requireWhole(Contents found) {
        expected.require(found);
    }
}
