package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.WriteApi;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.WriteOptions;
import com.influxdb.client.domain.HealthCheck;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.client.write.events.WriteErrorEvent;
import com.influxdb.exceptions.BadRequestException;
import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The published client of InfluxDB 2 for Java: its checks, and writes that block, that do not, and that are
/// compressed.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class InfluxVersionTwoTest {

    private static final String BUCKET = "esp";
    private static final String ORGANIZATION = "field";
    private static final Instant START = Instant.parse("2025-11-20T06:00:00Z");

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private InfluxDBClient client;
    private String well;

    @BeforeEach
    void connect() {
        client = InfluxDBClientFactory.create(
                Api.underTest().base().toString(), tokens.text(Role.WRITER, "*").toCharArray(), ORGANIZATION, BUCKET);
        well = "VERSION-TWO-" + System.nanoTime();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void itsChecksSucceed() {
        assertThat(client.ping()).isTrue();
        assertThat(client.health().getStatus()).isEqualTo(HealthCheck.StatusEnum.PASS);
    }

    @Test
    void aWriteThatBlocksReportsTheBadLineAndKeepsTheOthers() throws Exception {
        WriteApiBlocking writes = client.getWriteApiBlocking();

        writes.writePoints(List.of(point(0, 801.5), point(1, 802.5)));
        assertThatThrownBy(() -> writes.writePoints(List.of(point(2, 803.5), point(3, 99_999))))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("line 2: pip 99999.0: pip must be -15 to 20000 psi; 1 of 2 lines were not kept");

        assertThat(stored.count(well)).isEqualTo(3);
    }

    @Test
    void aCompressedWriteIsStored() throws Exception {
        client.enableGzip();

        client.getWriteApiBlocking().writePoints(List.of(point(0, 801.5), point(1, 802.5)));

        assertThat(stored.sum(well, "pip")).isEqualTo(801.5 + 802.5);
    }

    @Test
    void aWriteInTheBackgroundReportsABadBatchOnceAndGoesOn() throws Exception {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (WriteApi writes = client.makeWriteApi(
                WriteOptions.builder().batchSize(10).flushInterval(50).build())) {
            writes.listenEvents(WriteErrorEvent.class, event -> failures.add(event.getThrowable()));
            for (int i = 0; i < 30; i++) {
                writes.writePoint(point(i, i == 15 ? 99_999 : 800));
            }
            Await.until("29 points are stored, one is reported", () -> stored.count(well) == 29 && !failures.isEmpty());
            writes.writePoint(point(40, 800));
            Await.until("the client goes on", () -> stored.count(well) == 30);
        }

        assertThat(failures).singleElement().isInstanceOf(BadRequestException.class);
        assertThat(failures.element()).hasMessageContaining("line 6: pip 99999");
    }

    private Point point(int second, double pip) {
        return Point.measurement("esp_telemetry")
                .addTag("well_id", well)
                .addTag("host", "gw-07")
                .addField("pip", pip)
                .addField("quality", "Good")
                .time(START.plusSeconds(second), WritePrecision.NS);
    }
}
