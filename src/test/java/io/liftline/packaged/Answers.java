package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Statistics of the responses to the posts of all gateways: counts by status, failures, slowest response.
final class Answers {

    private final Map<Integer, Integer> byStatus = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private Duration longest = Duration.ZERO;
    private int withoutRetryAfter;

    synchronized void recordAnswer(HttpResponse<String> answer, Duration took) {
        byStatus.merge(answer.statusCode(), 1, Integer::sum);
        longest = took.compareTo(longest) > 0 ? took : longest;
        boolean later = answer.statusCode() == 503 || answer.statusCode() == 429;
        if (later && answer.headers().firstValue("Retry-After").isEmpty()) {
            withoutRetryAfter++;
        }
    }

    synchronized void recordFailure(IOException failure) {
        failures.merge(failure.getClass().getSimpleName(), 1, Integer::sum);
    }

    synchronized int count(int status) {
        return byStatus.getOrDefault(status, 0);
    }

    /// Asserts that every post got a response within the deadline: either success, or 429 or 503 with `Retry-After`.
    synchronized void assertStoredOrLater(Duration deadline) {
        assertThat(failures).as("posts without an answer").isEmpty();
        assertThat(byStatus.keySet()).as("answers").isSubsetOf(200, 204, 429, 503);
        assertThat(withoutRetryAfter).as("refusals without Retry-After").isZero();
        assertThat(longest).as("slowest answer").isLessThan(deadline);
    }

    @Override
    public synchronized String toString() {
        return "answers %s%s, slowest %d ms"
                .formatted(byStatus, failures.isEmpty() ? "" : ", without one " + failures, longest.toMillis());
    }
}
