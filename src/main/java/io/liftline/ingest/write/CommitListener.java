package io.liftline.ingest.write;

import java.util.List;

/// Receives the batches of each commit, before they are acknowledged and released. It must not throw, so that
/// it cannot fail a write.
@FunctionalInterface
interface CommitListener {

    void accept(List<ColumnBatch> committed);
}
