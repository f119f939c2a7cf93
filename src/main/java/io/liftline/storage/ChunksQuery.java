package io.liftline.storage;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query for a page of chunks.
///
/// @param hypertable only chunks of this one; empty for all
/// @param compressed only compressed chunks, only others, or all if null
/// @param afterHypertable only chunks of this hypertable that start after `afterStart`, and of hypertables
///     whose names come after it; empty for all
/// @param limit maximum chunks of a page
record ChunksQuery(
        String hypertable, @Nullable Boolean compressed, String afterHypertable, Instant afterStart, int limit) {

    private static final List<String> HYPERTABLES = List.of("esp_telemetry", "diagnostic_results");
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_CURSOR = 200;

    /// Before every chunk.
    private static final Instant START = Instant.parse("0001-01-01T00:00:00Z");

    /// The query for these parameters, each possibly empty.
    ///
    /// @throws ProblemException 400 or 422 if one of them is not valid
    static ChunksQuery of(String hypertable, String state, String limit, String cursor) {
        if (!hypertable.isEmpty() && !HYPERTABLES.contains(hypertable)) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "hypertable is '" + clip(hypertable) + "', but must be one of " + String.join(", ", HYPERTABLES));
        }
        ChunksQuery first = new ChunksQuery(hypertable, compressed(state), "", START, limit(limit));
        return cursor.isEmpty() ? first : first.from(cursor);
    }

    /// The cursor of the page after this chunk.
    static String cursorAfter(Chunk last) {
        String text = last.hypertable() + "\n" + last.from();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The parameters of [StorageSql#CHUNKS].
    Tuple parameters() {
        return Tuple.tuple()
                .addString(hypertable)
                .addBoolean(compressed)
                .addString(afterHypertable)
                .addOffsetDateTime(afterStart.atOffset(ZoneOffset.UTC))
                .addInteger(limit);
    }

    private ChunksQuery from(String cursor) {
        try {
            String[] parts = decode(cursor).split("\n", -1);
            if (parts.length == 2 && HYPERTABLES.contains(parts[0])) {
                return new ChunksQuery(hypertable, compressed, parts[0], Instant.parse(parts[1]), limit);
            }
            throw notOurs();
        } catch (IllegalArgumentException | DateTimeException _) {
            throw notOurs();
        }
    }

    private static String decode(String cursor) {
        if (cursor.length() > MAX_CURSOR) {
            throw notOurs();
        }
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    private static ProblemException notOurs() {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave");
    }

    private static @Nullable Boolean compressed(String state) {
        return switch (state) {
            case "" -> null;
            case "hot" -> false;
            case "compressed" -> true;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "state is '" + clip(state) + "', but must be hot or compressed");
        };
    }

    private static int limit(String text) {
        if (text.isBlank()) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, "limit is '" + clip(text) + "', but must be a whole number");
        }
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE, "limit is " + limit + ", but must be 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
