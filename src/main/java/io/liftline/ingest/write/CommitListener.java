package io.liftline.ingest.write;

import java.util.List;

/// Is told of rows that are committed, before they are acknowledged and their batches released. It fails no
/// write: it throws nothing.
@FunctionalInterface
interface CommitListener {

    void accept(List<ColumnBatch> committed);
}
