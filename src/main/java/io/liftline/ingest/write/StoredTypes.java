package io.liftline.ingest.write;

import io.liftline.database.SchemaReady;
import io.liftline.telemetry.Channel;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jboss.logging.Logger;

/// The channels whose column is not double precision: a table that was taken over keeps its types.
///
/// Their values are rounded to what the column can hold before anything else is done with them, so that a
/// sample that is sent again is a duplicate and not a conflict. Binary COPY needs the column's own format, so
/// such a table is written through the temporary table, whose values the server casts.
@Singleton
class StoredTypes {

    private static final Logger LOG = Logger.getLogger(StoredTypes.class);

    /// Name, type and scale of each column of a number that is not double precision; the scale is NULL where
    /// a NUMERIC has none.
    private static final String TYPES = """
            SELECT a.attname, base.typname,
                   CASE WHEN a.atttypmod >= 0 THEN ((a.atttypmod - 4) & 2047 # 1024) - 1024 END AS scale
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_type base ON base.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
            WHERE a.attrelid = to_regclass('esp_telemetry') AND a.attnum > 0 AND NOT a.attisdropped
              AND base.typcategory = 'N' AND base.typname <> 'float8'
            """;

    /// The server casts a double to NUMERIC by its first 15 digits.
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private final WriterConnections connections;
    private volatile Map<Channel, DoubleUnaryOperator> roundings = Map.of();

    StoredTypes(WriterConnections connections) {
        this.connections = connections;
    }

    void read(@Observes SchemaReady event) {
        Map<Channel, DoubleUnaryOperator> found = new EnumMap<>(Channel.class);
        try {
            connections.use(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(TYPES)) {
                    while (rows.next()) {
                        DoubleUnaryOperator rounding = rounding(rows);
                        Channel.of(rows.getString("attname")).ifPresent(channel -> found.put(channel, rounding));
                    }
                    return found;
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("the types of the channels cannot be read", e);
        }
        if (!found.isEmpty()) {
            LOG.infof("Channels are not all double precision, so no COPY into the table: channels=%s", found.keySet());
        }
        roundings = found;
    }

    /// Whether rows may be copied into the table in the binary form of double precision.
    boolean areDoubles() {
        return roundings.isEmpty();
    }

    /// Rounds the values of a batch to what the table can hold.
    void round(ColumnBatch batch) {
        roundings.forEach((channel, rounding) -> batch.round(channel.ordinal(), rounding));
    }

    private static DoubleUnaryOperator rounding(ResultSet row) throws SQLException {
        int scale = row.getInt("scale");
        boolean hasScale = !row.wasNull();
        return switch (row.getString("typname")) {
            case "float4" -> value -> (double) (float) value;
            case "numeric" -> value -> numeric(value, hasScale ? scale : Integer.MAX_VALUE);
            default -> Math::rint;
        };
    }

    private static double numeric(double value, int scale) {
        if (Double.isNaN(value)) {
            return value;
        }
        BigDecimal digits = new BigDecimal(value).round(DIGITS);
        return (digits.scale() > scale ? digits.setScale(scale, RoundingMode.HALF_UP) : digits).doubleValue();
    }
}
