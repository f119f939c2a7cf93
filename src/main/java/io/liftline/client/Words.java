package io.liftline.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;

/// Figures and failures in words for a person.
final class Words {

    private Words() {}

    /// A duration, such as `0.5 s`, `45 s`, `12 min` or `3 h 20 min`.
    static String of(Duration length) {
        long seconds = length.toSeconds();
        if (seconds == 0 && !length.isZero()) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1_000.0);
        }
        if (seconds < 90) {
            return seconds + " s";
        }
        return length.toMinutes() < 90
                ? length.toMinutes() + " min"
                : length.toHours() + " h " + length.toMinutesPart() + " min";
    }

    /// A number with separators, such as `129,600`.
    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A number of bytes, such as `4.2 MB`.
    static String bytes(long count) {
        if (count < 1_000) {
            return count + " B";
        }
        double value = count;
        int unit = -1;
        while (value >= 999.95) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGTPE".charAt(unit));
    }

    /// Why there was no answer.
    static String of(IOException failure) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException e
            when e.getCause() instanceof ConnectException cause
                    && cause.getCause() instanceof UnresolvedAddressException -> "there is no such host";
            case ConnectException e -> e.getMessage() == null ? "connection refused" : e.getMessage();
            default -> failure.getMessage() == null ? "the connection was lost" : failure.getMessage();
        };
    }
}
