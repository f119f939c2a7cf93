package io.liftline.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A service that keeps the lines it gets, for failures that a real one does not have on demand. A line that
/// contains `bad` is rejected.
final class FakeService implements Sender.Post {

    private static final int MOST_LISTED = 100;

    private static final Failure USUAL = () -> answer(200, "{}");

    /// Answers in place of the usual ones, in order.
    private final Deque<Failure> failures = new ArrayDeque<>();

    private final Set<String> stored = new LinkedHashSet<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int mostLines = Integer.MAX_VALUE;

    /// An answer, or its failure.
    interface Failure {
        Answer answer() throws IOException;
    }

    /// The next request is answered like this.
    FakeService next(Failure failure) {
        failures.add(failure);
        return this;
    }

    /// After so many requests, one is answered with 418, which no import goes on after.
    void stopAfter(int requests) {
        for (int i = 0; i < requests; i++) {
            failures.add(USUAL);
        }
        failures.add(() -> answer(418, ""));
    }

    /// A request with more lines is 413.
    void limit(int lines) {
        mostLines = lines;
    }

    Set<String> stored() {
        return stored;
    }

    /// The number of lines of each request that was answered as usual, without the header.
    List<Integer> sizes() {
        return sizes;
    }

    static Answer answer(int status, String json) {
        return new Answer(status, Optional.empty(), json);
    }

    @Override
    public Answer send(String path, String type, byte[] gzip) throws IOException {
        @Nullable Failure failure = failures.poll();
        if (failure != null && failure != USUAL) {
            return failure.answer();
        }
        List<String> lines;
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        if (lines.size() - 1 > mostLines) {
            return answer(413, "{\"detail\": \"too many\"}");
        }
        sizes.add(lines.size() - 1);
        return receipt(lines);
    }

    private Answer receipt(List<String> lines) {
        int inserted = 0;
        int duplicates = 0;
        List<String> errors = new ArrayList<>();
        for (int line = 2; line <= lines.size(); line++) {
            String row = lines.get(line - 1);
            if (row.contains("bad")) {
                errors.add("{\"line\": %d, \"code\": \"malformed\", \"detail\": \"it is bad\"}".formatted(line));
            } else if (stored.add(row)) {
                inserted++;
            } else {
                duplicates++;
            }
        }
        int received = lines.size() - 1;
        return answer(errors.size() == received ? 422 : 200, """
                {"received": %d, "inserted": %d, "updated": 0, "duplicates": %d, "conflicts": 0, "rejected": %d,
                 "errors": [%s], "errors_truncated": %s}""".formatted(
                        received,
                        inserted,
                        duplicates,
                        errors.size(),
                        String.join(",", errors.subList(0, Math.min(MOST_LISTED, errors.size()))),
                        errors.size() > MOST_LISTED));
    }
}
