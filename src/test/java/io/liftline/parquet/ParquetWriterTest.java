package io.liftline.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
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

    @Test
    void rowsThatComeFromAProgramMayBeLargerThanTheMemory() throws Exception {
        byte[] name = "the name of a well in a field whose name is rather long, and has a number".getBytes(UTF_8);

        Path parquet = written(2_400_000, (row, number) -> {
            row.text(0, name);
            row.integer(1, number);
        });

        assertThat(row("SELECT count(*), sum(number), max(name) FROM read_parquet(%s)", parquet))
                .isEqualTo(
                        "2400000 2879998800000 the name of a well in a field whose name is rather long, and has a number");
        assertThat(misplaced(parquet)).isZero();
    }

    /// Such as findings, whose actions and snapshots are JSON.
    @Test
    void longRowsThatComeFromAProgramMakeSmallRowGroupsInTheirOrder() throws Exception {
        Path parquet = written(120_000, (row, number) -> {
            row.text(
                    0,
                    "%016x".formatted(number * 0x9E3779B97F4A7C15L).repeat(32).getBytes(UTF_8));
            row.integer(1, number);
        });

        assertThat(row("SELECT count(DISTINCT row_group_id) > 3, '', '' FROM parquet_metadata(%s)", parquet))
                .isEqualTo("true  ");
        assertThat(row("SELECT count(*), sum(number), '' FROM read_parquet(%s)", parquet))
                .isEqualTo("120000 7199940000 ");
        assertThat(misplaced(parquet)).isZero();
    }

    @Test
    void eachRowThatComesFromAProgramMayHaveSixteenMillionBytes() throws Exception {
        byte[] text = "x".repeat(16_000_000).getBytes(UTF_8);

        Path parquet = written(12, (row, number) -> {
            row.text(0, text);
            row.integer(1, number);
        });

        assertThat(row("SELECT count(*), min(strlen(name)), max(strlen(name)) FROM read_parquet(%s)", parquet))
                .isEqualTo("12 16000000 16000000");
    }

    @Test
    void numbersKeepTheirBitsAndNothingStaysNothing() throws Exception {
        List<Double> numbers = List.of(-0.0, 0.0, 5e-324, Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 0.1);
        Iterator<Double> next = numbers.iterator();
        Path parquet = directory.resolve("rows.parquet");
        ParquetColumn number = new ParquetColumn("number", ColumnKind.DOUBLE);
        ParquetColumn none = new ParquetColumn("none", ColumnKind.DOUBLE);
        ParquetColumn notGiven = new ParquetColumn("not_given", ColumnKind.TIME);
        ParquetColumn time = new ParquetColumn("time", ColumnKind.TIME);
        ParquetColumn text = new ParquetColumn("text", ColumnKind.TEXT);

        new ParquetWriter(duckDb())
                .write(
                        row -> {
                            if (!next.hasNext()) {
                                return false;
                            }
                            row.number(0, next.next());
                            row.absent(1);
                            row.integer(2, -1);
                            row.absent(3);
                            return true;
                        },
                        List.of(number, none, time, text),
                        List.of(text, notGiven, none, time, number),
                        "{}",
                        parquet);

        assertThat(row("SELECT string_agg(number::BIT::BIGINT, ' '), '', '' FROM read_parquet(%s)", parquet)
                        .strip())
                .isEqualTo(numbers.stream()
                        .map(each -> String.valueOf(Double.doubleToRawLongBits(each)))
                        .collect(Collectors.joining(" ")));
        assertThat(row(
                        "SELECT count(none) + count(text) + count(not_given), count(*), any_value(time) FROM read_parquet(%s)",
                        parquet))
                .isEqualTo("0 7 1969-12-31T23:59:59.999999Z");
    }

    @Test
    void aFailureOfTheProgramIsThrownAsItIs() {
        SQLException failure = new SQLException("the connection is lost");
        Path parquet = directory.resolve("rows.parquet");
        RowSource source = _ -> {
            throw failure;
        };

        assertThatThrownBy(() -> new ParquetWriter(duckDb()).write(source, COLUMNS, COLUMNS, "{}", parquet))
                .isSameAs(failure);
        assertThat(DuckDBDriver.registeredFunctions()).isEmpty();
    }

    private Path written(int rows, ObjIntConsumer<RowSink> values) throws Exception {
        Path parquet = directory.resolve("rows.parquet");
        AtomicInteger number = new AtomicInteger();
        new ParquetWriter(duckDb())
                .write(
                        row -> {
                            if (number.get() == rows) {
                                return false;
                            }
                            values.accept(row, number.getAndIncrement());
                            return true;
                        },
                        COLUMNS,
                        COLUMNS,
                        "{}",
                        parquet);
        return parquet;
    }

    private long misplaced(Path parquet) throws IOException {
        return Long.parseLong(row(
                        "SELECT count(*) FILTER (WHERE number <> file_row_number), '', ''"
                                + " FROM read_parquet(%s, file_row_number = true)",
                        parquet)
                .strip());
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
