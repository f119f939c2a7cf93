package io.liftline.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {

    private static final long MEMORY = 128_000_000; // the default of the archive
    private static final List<ParquetColumn> COLUMNS =
            List.of(new ParquetColumn("name", ColumnKind.TEXT), new ParquetColumn("number", ColumnKind.INTEGER));

    @TempDir
    private Path directory;

    /// A chunk has any number of rows, but the memory does not grow with it.
    @Test
    void aFileOfRowsMayBeLargerThanTheMemory() throws Exception {
        // Given
        Path csv = directory.resolve("rows.csv");
        duckDb().run(statement -> statement.execute("""
                COPY (SELECT 'the name of well number ' || n || ' in a field whose name is rather long', n FROM range(2400000) AS r (n))
                TO %s (FORMAT csv, HEADER false)
                """.formatted(DuckDb.text(csv.toString()))));
        assertThat(Files.size(csv)).isGreaterThan(MEMORY);

        // When
        Path parquet = written(csv);

        // Then
        assertThat(row("SELECT count(*), sum(number), min(name) FROM read_parquet(%s)", parquet))
                .isEqualTo("2400000 2879998800000 the name of well number 0 in a field whose name is rather long");
    }

    /// Such as findings, whose actions and snapshots are JSON.
    @Test
    void longRowsMakeSmallRowGroupsInTheirOrder() throws Exception {
        // Given
        Path csv = directory.resolve("rows.csv");
        duckDb().run(statement -> statement.execute("""
                COPY (SELECT repeat(md5(n::VARCHAR), 16), n FROM range(120000) AS r (n)) TO %s (FORMAT csv, HEADER false)
                """.formatted(DuckDb.text(csv.toString()))));

        // When
        Path parquet = written(csv);

        // Then
        assertThat(row("SELECT count(DISTINCT row_group_id) > 3, '', '' FROM parquet_metadata(%s)", parquet))
                .isEqualTo("true  ");
        assertThat(row(
                        "SELECT count(*), sum(number), count(*) FILTER (WHERE number <> file_row_number)"
                                + " FROM read_parquet(%s, file_row_number = true)",
                        parquet))
                .isEqualTo("120000 7199940000 0");
    }

    @Test
    void aTextMayHaveSixteenMillionBytes() throws Exception {
        Path csv = directory.resolve("rows.csv");
        Files.writeString(csv, "a,1\n\"" + "x".repeat(16_000_000) + "\",2\nb,3\n");

        assertThat(row("SELECT count(*), sum(number), max(strlen(name)) FROM read_parquet(%s)", written(csv)))
                .isEqualTo("3 6 16000000");
    }

    @Test
    void aLongerTextIsRefused() throws Exception {
        Path csv = directory.resolve("rows.csv");
        Files.writeString(csv, "a,1\n\"" + "x".repeat(17_000_000) + "\",2\nb,3\n");

        assertThatThrownBy(() -> written(csv)).isInstanceOf(IOException.class).hasMessageContaining("Line: 2");
    }

    private Path written(Path csv) throws IOException {
        Path parquet = directory.resolve("rows.parquet");
        new ParquetWriter(duckDb()).write(csv, COLUMNS, "{}", parquet);
        return parquet;
    }

    private String row(String sql, Path parquet) throws IOException {
        return duckDb().run(statement -> {
            try (ResultSet row = statement.executeQuery(sql.formatted(DuckDb.text(parquet.toString())))) {
                row.next();
                return row.getString(1) + " " + row.getString(2) + " " + row.getString(3);
            }
        });
    }

    private DuckDb duckDb() {
        return new DuckDb(directory, MEMORY);
    }
}
