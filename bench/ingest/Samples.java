package ingest;

import java.util.function.Consumer;

/// Samples in order of arrival, the same ones at each call.
interface Samples {

    /// How many.
    int rows();

    /// Hands over each batch once; it is the consumer's to keep.
    void forEach(Consumer<Batch> consumer);

    /// The same samples with every value one last digit higher.
    default Samples corrected() {
        return changed(Batch::correct);
    }

    /// The same samples with other event times.
    ///
    /// @param seconds how much later; those of [Workload] are 10 s apart
    default Samples delayed(int seconds) {
        return changed(batch -> batch.delay(seconds));
    }

    private Samples changed(Consumer<Batch> change) {
        Samples original = this;
        return new Samples() {
            @Override
            public int rows() {
                return original.rows();
            }

            @Override
            public void forEach(Consumer<Batch> consumer) {
                original.forEach(change.andThen(consumer));
            }
        };
    }
}
