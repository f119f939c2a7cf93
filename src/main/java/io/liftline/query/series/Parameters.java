package io.liftline.query.series;

import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;

/// Collects the parameters of a statement while its text is built. Each method returns the placeholder of the
/// parameter.
final class Parameters {

    private final Tuple tuple = Tuple.tuple();

    String texts(String[] values) {
        tuple.addArrayOfString(values);
        return placeholder() + "::varchar[]";
    }

    String time(long micros) {
        tuple.addTemporal(Timestamp.utc(micros));
        return placeholder() + "::timestamptz";
    }

    String times(long[] micros) {
        tuple.addArrayOfTemporal(Arrays.stream(micros).mapToObj(Timestamp::utc).toArray(OffsetDateTime[]::new));
        return placeholder() + "::timestamptz[]";
    }

    /// An interval.
    String micros(long micros) {
        tuple.addLong(micros);
        return "(" + placeholder() + "::bigint * INTERVAL '1 microsecond')";
    }

    /// The number of the next parameter, from 1.
    int next() {
        return tuple.size() + 1;
    }

    Tuple tuple() {
        return tuple;
    }

    private String placeholder() {
        return "$" + tuple.size();
    }
}
