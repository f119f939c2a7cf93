package ingest;

import java.util.ArrayList;
import java.util.List;

/// The bodies of all requests of a leg, made beforehand, in memory.
///
/// @param path where they are posted to
/// @param rows how many samples each holds
record Bodies(Format format, String path, int rows, List<byte[]> bytes) {

    /// Bodies for the path that Liftline takes their format at.
    ///
    /// @param rows per body: a divisor of [Batch#CAPACITY], or a multiple of it for a format of one sample a line;
    ///     samples at the end that fill no body are left out
    static Bodies of(Samples samples, Format format, int rows) {
        List<byte[]> bodies = new ArrayList<>(samples.rows() / rows);
        Text text = new Text();
        int perBatch = Math.min(rows, Batch.CAPACITY);
        int[] pending = {0};
        samples.forEach(batch -> {
            for (int from = 0; from < batch.size; from += perBatch) {
                format.write(text, batch, from, from + perBatch);
                pending[0] += perBatch;
                if (pending[0] == rows) {
                    bodies.add(text.take());
                    pending[0] = 0;
                }
            }
        });
        return new Bodies(format, format.path, rows, bodies);
    }

    /// The same ones for another path.
    Bodies to(String otherPath) {
        return new Bodies(format, otherPath, rows, bytes);
    }

    int count() {
        return bytes.size();
    }

    /// How many samples all of them hold.
    long allRows() {
        return (long) rows * count();
    }

    /// The first ones.
    Bodies first(int count) {
        return new Bodies(format, path, rows, bytes.subList(0, count));
    }

    /// All but the first ones.
    Bodies from(int first) {
        return new Bodies(format, path, rows, bytes.subList(first, bytes.size()));
    }
}
