package ingest;

import harness.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Staging tables: samples that lie in the database already, for psql to insert from.
///
/// @param copySeconds how long raw COPY into all of them took, one after the other
record Staging(List<String> tables, double copySeconds) {

    /// Makes one table of each file.
    ///
    /// @param name no other tables of this database have it
    static Staging fill(Deployment at, String name, List<Path> files) {
        List<String> tables = new ArrayList<>();
        long start = System.nanoTime();
        for (Path file : files) {
            String table = "bench_%s_%d_of_%d".formatted(name, tables.size() + 1, files.size());
            at.database().execute("DROP TABLE IF EXISTS " + table);
            at.database()
                    .execute("CREATE UNLOGGED TABLE %s AS SELECT %s FROM esp_telemetry WITH NO DATA"
                            .formatted(table, CopyFiles.COLUMNS));
            at.psql().copy(table, file);
            tables.add(table);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tables.forEach(table -> at.database().execute("ANALYZE " + table));
        return new Staging(tables, Numbers.round(seconds, 3));
    }

    /// The statements that insert from each of them.
    List<String> inserts(Rule rule) {
        return tables.stream().map(rule::insertFrom).toList();
    }
}
