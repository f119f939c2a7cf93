package ingest;

import java.util.ArrayList;
import java.util.List;

/// The bodies of all requests of a leg, made beforehand, in memory.
///
/// @param rows how many samples each holds
record Bodies(Format format, int rows, List<byte[]> bytes) {

    /// @param rows per body; divides [Batch#CAPACITY]
    static Bodies of(Workload workload, Format format, int rows) {
        List<byte[]> bodies = new ArrayList<>(workload.rows() / rows);
        Text text = new Text();
        workload.forEach(batch -> {
            for (int from = 0; from < batch.size; from += rows) {
                format.write(text, batch, from, from + rows, workload);
                bodies.add(text.take());
            }
        });
        return new Bodies(format, rows, bodies);
    }

    int count() {
        return bytes.size();
    }

    /// The first ones.
    Bodies first(int count) {
        return new Bodies(format, rows, bytes.subList(0, count));
    }

    /// All but the first ones.
    Bodies from(int first) {
        return new Bodies(format, rows, bytes.subList(first, bytes.size()));
    }
}
