package io.liftline.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/// Asks the server of a connection for a sign of life again and again, as long as the connection is open.
///
/// A connection to a server that does not answer is closed by its read timeout soon after. If a statement is in
/// progress, the sign follows it, and the next one is due only after that.
final class KeptAlive {

    private static final String SIGN = "SELECT 1";

    private KeptAlive() {}

    /// @param between time between two signs
    static void keep(Vertx vertx, SqlConnection connection, Duration between) {
        vertx.setTimer(
                between.toMillis(),
                _ -> connection.query(SIGN).execute().onComplete(sign -> {
                    if (sign.succeeded() || sign.cause() instanceof PgException) {
                        keep(vertx, connection, between);
                    }
                }));
    }
}
