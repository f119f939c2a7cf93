import com.influxdb.v3.client.InfluxDBApiException;
import com.influxdb.v3.client.InfluxDBClient;
import com.influxdb.v3.client.Point;
import com.influxdb.v3.client.config.ClientConfig;
import com.influxdb.v3.client.write.WriteOptions;
import java.time.Instant;
import java.util.List;

/// Writes with the InfluxDB 3 client for Java, as its documentation shows: java Influx.java URL TOKEN WELL. It prints
/// how each bad point was refused, one a line.
public class Influx {

    private static final Instant START = Instant.parse("2025-11-20T06:00:00Z");

    public static void main(String... arguments) throws Exception {
        ClientConfig.Builder settings = new ClientConfig.Builder()
                .host(arguments[0])
                .token(arguments[1].toCharArray())
                .database("telegraf");
        int second = 0;
        for (WriteOptions options : List.of(
                new WriteOptions.Builder().build(),
                new WriteOptions.Builder().noSync(true).build(),
                new WriteOptions.Builder().gzipThreshold(1).build())) {
            try (InfluxDBClient client = InfluxDBClient.getInstance(settings.build())) {
                client.writePoint(point(arguments[2], second, 801.5 + second), options);
                second++;
                client.writePoints(List.of(point(arguments[2], 10, 801.5), point(arguments[2], 11, 99_999)), options);
                System.out.println("not refused");
            } catch (InfluxDBApiException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static Point point(String well, int second, double pip) {
        return Point.measurement("esp_telemetry")
                .setTag("well_id", well)
                .setTag("host", "gw-07")
                .setFloatField("pip", pip)
                .setStringField("quality", "Good")
                .setTimestamp(START.plusSeconds(second));
    }
}
