package io.liftline.ingest.write;

import io.agroal.api.AgroalDataSource;
import io.liftline.ingest.StoredRows;
import io.liftline.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;

/// Writes of rows that are stored already, in the real table.
abstract class StoredConflicts {

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter conflicts;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    GroupWriter writer;
    StoredRows stored;
    String well;

    @BeforeEach
    void newWell() {
        writer = new GroupWriter(copy, conflicts, new WriteMetrics(registry), Traces.off(), _ -> {});
        stored = new StoredRows(owner);
        well = "C-" + System.nanoTime() + "-";
    }

    WriteCounts written(ColumnBatch batch) {
        return written(List.of(batch)).getFirst();
    }

    List<WriteCounts> written(List<ColumnBatch> batches) {
        List<GroupWriter.Member> members = batches.stream()
                .map(batch -> new GroupWriter.Member(batch, new CompletableFuture<>(), Long.MAX_VALUE))
                .toList();
        writer.write(members, new CopyRows());
        return members.stream().map(member -> member.written().join()).toList();
    }
}
