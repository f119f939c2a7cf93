package harness;

import java.util.Map;
import org.HdrHistogram.Histogram;

/// The result of a load.
///
/// @param calls how many requests were sent or should have been
/// @param seconds from the start to the last answer
/// @param micros latencies in microseconds
/// @param statuses how many answers of each status; [#NO_ANSWER] for none
/// @param refusals how often a request of a closed loop was refused and sent again
/// @param firstRefusal the first answer that was no success, in words; empty when all were
public record Outcome(
        int calls,
        double seconds,
        Histogram micros,
        Map<Integer, Integer> statuses,
        int refusals,
        String firstRefusal) {

    /// Stands for the status of a request whose connection broke or that timed out.
    public static final int NO_ANSWER = 0;

    /// How many requests were answered 2xx.
    public int succeeded() {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey() / 100 == 2)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// How many requests were answered with one of these statuses.
    public int answered(int... wanted) {
        int sum = 0;
        for (int status : wanted) {
            sum += statuses.getOrDefault(status, 0);
        }
        return sum;
    }

    /// The latency that a share of the requests did not exceed, in milliseconds.
    ///
    /// @param percentile such as 99
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
