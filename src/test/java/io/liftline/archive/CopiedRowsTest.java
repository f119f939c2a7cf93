package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.fixtures.TestDatabase;
import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.RowSink;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Reads rows of a real COPY, and the same messages damaged.
class CopiedRowsTest {

    private static final List<ArchivedColumn> COLUMNS = List.of(
            new ArchivedColumn("name", "text", ColumnKind.TEXT),
            new ArchivedColumn("number", "double precision", ColumnKind.DOUBLE),
            new ArchivedColumn("whole", "bigint", ColumnKind.INTEGER),
            new ArchivedColumn("at", "timestamp with time zone", ColumnKind.TIME));

    @Test
    void eachKindOfValueIsReadAndNothingIsToldFromAnEmptyText() throws Exception {
        assertThat(read(messages("""
                SELECT 'Bohrung ä', '-0'::float8, -5::bigint, '2038-01-19 03:14:08.000001+00'::timestamptz
                UNION ALL SELECT '', 5e-324, 9223372036854775807, '1970-01-01 00:00+00'
                UNION ALL SELECT NULL, NULL, NULL, NULL
                """)))
                .containsExactly(
                        "Bohrung ä",
                        "-0.0",
                        "-5",
                        "2147483648000001",
                        "",
                        "4.9E-324",
                        "9223372036854775807",
                        "0",
                        "-",
                        "-",
                        "-",
                        "-");
    }

    /// A COPY that is not read to its end is canceled, and the cancel may meet the next statement of the connection.
    @Test
    void theCopyHasEndedWithItsLastRow() throws Exception {
        try (TestDatabase database = TestDatabase.empty();
                Connection connection = database.connect()) {
            CopyOut copy = copyOut(connection, "SELECT 'a', 1::float8, 1::bigint, now() FROM generate_series(1, 3)");
            CopiedRows rows = new CopiedRows(copy, COLUMNS);
            List<String> values = new ArrayList<>();
            while (rows.next(new Texts(values))) {
                assertThat(copy.isActive()).isTrue();
            }

            assertThat(values).hasSize(12);
            assertThat(copy.isActive()).isFalse();
        }
    }

    @Test
    void aTableWithoutRowsHasNone() throws Exception {
        assertThat(read(messages("SELECT 'a', 1::float8, 1::bigint, now() WHERE false")))
                .isEmpty();
    }

    @Test
    void anInfiniteTimeIsRefused() throws Exception {
        List<byte[]> messages = messages("SELECT 'a', 1::float8, 1::bigint, 'infinity'::timestamptz");

        assertThatThrownBy(() -> read(messages)).isInstanceOf(IOException.class).hasMessageContaining("infinite time");
    }

    @Test
    void aCopyThatEndsTooEarlyIsRefused() throws Exception {
        List<byte[]> messages = messages("SELECT 'a', 1::float8, 1::bigint, now() FROM generate_series(1, 3)");

        assertThatThrownBy(() -> read(messages.subList(0, messages.size() - 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("the database has ended the COPY before its end");
        assertThatThrownBy(() -> read(List.of(Arrays.copyOf(messages.getFirst(), 30))))
                .isInstanceOf(IOException.class)
                .hasMessage("a message of the database ends within a row");
    }

    @Test
    void anotherFormOrOtherColumnsAreRefused() throws Exception {
        List<byte[]> messages = messages("SELECT 'a', 1::float8, 1::bigint");

        assertThatThrownBy(() -> read(List.of("a,1,1,2026-12-01 00:00:00+00\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessage("the database sends no COPY in binary form");
        assertThatThrownBy(() -> read(messages))
                .isInstanceOf(IOException.class)
                .hasMessage("a row has 3 columns, not 4");
    }

    @Test
    void aRowThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> read(List.of(new byte[(16 << 20) + 1])))
                .isInstanceOf(IOException.class)
                .hasMessage("a row has 16777217 bytes, more than 16777216");
    }

    private static List<byte[]> messages(String query) throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                Connection connection = database.connect()) {
            CopyOut copy = copyOut(connection, query);
            List<byte[]> messages = new ArrayList<>();
            for (byte[] next = copy.readFromCopy(); next != null; next = copy.readFromCopy()) {
                messages.add(next);
            }
            return messages;
        }
    }

    private static CopyOut copyOut(Connection connection, String query) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (%s) TO STDOUT WITH (FORMAT binary)".formatted(query));
    }

    /// The values, column after column and row after row.
    private static List<String> read(List<byte[]> messages) throws SQLException, IOException {
        Iterator<byte[]> next = messages.iterator();
        CopyOut copy = (CopyOut) Proxy.newProxyInstance(
                CopiedRowsTest.class.getClassLoader(),
                new Class<?>[] {CopyOut.class},
                (_, _, _) -> next.hasNext() ? next.next() : null);
        List<String> values = new ArrayList<>();
        CopiedRows rows = new CopiedRows(copy, COLUMNS);
        while (rows.next(new Texts(values))) {
            assertThat(rows.read()).isEqualTo(values.size() / COLUMNS.size());
        }
        assertThat(rows.next(new Texts(values))).as("after the end").isFalse();
        return values;
    }

    private record Texts(List<String> values) implements RowSink {

        @Override
        public void absent(int column) {
            values.add("-");
        }

        @Override
        public void number(int column, double value) {
            values.add(String.valueOf(value));
        }

        @Override
        public void integer(int column, long value) {
            values.add(String.valueOf(value));
        }

        @Override
        public void text(int column, byte[] utf8) {
            values.add(new String(utf8, StandardCharsets.UTF_8));
        }
    }
}
