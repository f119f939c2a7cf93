package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The text of samples, compared with that of Jackson and FastCSV, for rows of the real database.
@QuarkusTest
class RowTextResourceTest {

    private static final SampleColumns COLUMNS =
            new SampleColumns(List.of(Channel.PIP, Channel.MOTOR_TEMP, Channel.GOR));

    /// Wells as in a table that was taken over, values with few and many digits, times with every kind of fraction.
    private static final String ROWS = """
            SELECT (ARRAY['WELL-001', 'a "quoted" well', 'a,b', 'Bohrung Süd', '井\\1', '#1'])[1 + n / 500 %% 6],
                   timestamptz '2025-11-20 23:59:58Z' + n * INTERVAL '%s',
                   CASE WHEN n %% 7 <> 0 THEN (n / 10.0)::float8 END,
                   (ARRAY['NaN', 'Infinity', '-Infinity', '1e300', '-0', '0', '-14.7'])[1 + n %% 7]::float8,
                   sin(n)
            FROM generate_series(1, 3000) AS n""";

    @Inject
    Pool pool;

    private RowSet<Row> rows;

    @BeforeEach
    void read() {
        rows = pool.query(ROWS.formatted("0.3335 seconds")).execute().await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void jsonIsThatOfJackson() {
        Buffer expected = JsonText.write(json -> {
            json.writeStartArray();
            for (Row row : rows) {
                json.writeStartObject();
                json.writeStringField("well_id", row.getString(0));
                json.writeStringField("timestamp", Timestamp.format(SampleColumns.timestamp(row)));
                for (int i = 0; i < COLUMNS.channels().size(); i++) {
                    JsonText.number(json, COLUMNS.channels().get(i).column(), row.getDouble(i + 2));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });

        RowText text = new JsonEncoder(COLUMNS).rows();
        rows.forEach(text);

        assertThat("[" + text.whole() + "]").isEqualTo(expected.toString());
        assertThat(text.parts()).hasSizeGreaterThan(2).allMatch(part -> part.length() <= RowText.PART);
    }

    @Test
    void csvIsThatOfFastCsv() {
        Buffer expected = CsvText.write(csv -> {
            for (Row row : rows) {
                csv.writeRecord(
                        row.getString(0),
                        Timestamp.format(SampleColumns.timestamp(row)),
                        row.getDouble(2) == null ? "" : row.getDouble(2).toString(),
                        row.getDouble(3).toString(),
                        row.getDouble(4).toString());
            }
        });

        assertThat(new CsvEncoder(COLUMNS).page(rows).toString()).isEqualTo(expected.toString());
    }

    @Test
    void noSamplesAreNoText() {
        assertThat(new NdjsonEncoder(COLUMNS).rows().parts()).isEmpty();
    }
}
