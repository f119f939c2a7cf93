package io.liftline.diagnostics;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import io.liftline.telemetry.WellId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Parses and checks the body of a request that stores findings: one, or an array. If one is not acceptable, none
/// is stored.
final class NewFindings {

    /// Maximum number of findings in a request.
    static final int MAX = 1_000;

    private static final Duration FUTURE_ALLOWANCE = Duration.ofMinutes(5);
    private static final int MAX_DIAGNOSIS = 50;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_ACTIONS = 50;
    private static final String ESCAPED_NUL = "\\u0000";
    private static final Set<String> FIELDS = Set.of(
            "well_id",
            "timestamp",
            "diagnosis",
            "confidence",
            "severity",
            "actions",
            "telemetry_snapshot",
            "resolution_time",
            "notes");

    private final WellScope scope;
    private final Instant now;

    private NewFindings(WellScope scope, Instant now) {
        this.scope = scope;
        this.now = now;
    }

    /// The findings of a request, ready to be stored.
    ///
    /// @throws ProblemException 400 if the body is not JSON, 404 if a well is not permitted, 413 if there are too
    ///     many, 422 if a finding is not acceptable
    static JsonArray parse(String body, WellScope scope, Instant now) {
        JsonArray given = switch (decode(body)) {
            case JsonObject one -> new JsonArray().add(one);
            case JsonArray several -> several;
            default -> throw malformed("the body must be a finding or an array of findings");
        };
        if (given.isEmpty()) {
            throw malformed("the body has no finding");
        }
        if (given.size() > MAX) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE, "the body has %d findings, but at most %d".formatted(given.size(), MAX));
        }
        NewFindings findings = new NewFindings(scope, now);
        JsonArray checked = new JsonArray();
        for (int index = 0; index < given.size(); index++) {
            checked.add(findings.check(given.getValue(index), index));
        }
        return checked;
    }

    private static Object decode(String body) {
        try {
            Object decoded = Json.decodeValue(body);
            return decoded == null ? "" : decoded;
        } catch (DecodeException _) {
            throw malformed("the body is not JSON");
        }
    }

    private JsonObject check(@Nullable Object value, int index) {
        if (!(value instanceof JsonObject finding)) {
            throw malformed("finding %d is not an object".formatted(index));
        }
        Set<String> unknown = new TreeSet<>(finding.fieldNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw refused(
                    index,
                    unknown.iterator().next(),
                    "is not a field; known: " + String.join(", ", new TreeSet<>(FIELDS)));
        }
        String well = required(finding, index, "well_id", WellId.MAX_LENGTH);
        if (!WellId.isValid(well)) {
            throw refused(index, "well_id", "is not a well id");
        }
        if (!scope.permits(well)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no well '" + well + "' that you may see");
        }
        required(finding, index, "diagnosis", MAX_DIAGNOSIS);
        optional(finding, index, "resolution_time");
        optional(finding, index, "notes");
        return finding.copy()
                .put("timestamp", time(finding, index))
                .put("confidence", confidence(finding, index))
                .put("severity", severity(finding, index))
                .put("actions", actions(finding, index))
                .put("telemetry_snapshot", snapshot(finding, index));
    }

    private String time(JsonObject finding, int index) {
        String text = required(finding, index, "timestamp", MAX_TEXT);
        OptionalLong time = Timestamp.parse(text);
        if (time.isEmpty()) {
            throw refused(index, "timestamp", "must be RFC 3339 with an offset, such as 2025-11-20T06:00:00Z");
        }
        if (time.getAsLong() > Timestamp.micros(now.plus(FUTURE_ALLOWANCE))) {
            throw refused(index, "timestamp", "is more than 5 minutes in the future");
        }
        return Timestamp.format(time.getAsLong());
    }

    private static @Nullable Double confidence(JsonObject finding, int index) {
        Object value = finding.getValue("confidence");
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            throw refused(index, "confidence", "must be a number from 0 to 1");
        }
        return number.doubleValue();
    }

    private static String severity(JsonObject finding, int index) {
        Object value = finding.getValue("severity");
        if (value == null) {
            return Severity.INFO.text();
        }
        return Severity.of(value.toString())
                .map(Severity::text)
                .orElseThrow(() -> refused(index, "severity", "must be one of " + Severity.NAMES));
    }

    private static JsonArray actions(JsonObject finding, int index) {
        Object value = finding.getValue("actions", new JsonArray());
        if (!(value instanceof JsonArray actions)
                || actions.size() > MAX_ACTIONS
                || !actions.stream().allMatch(action -> action instanceof String text && isStorable(text, MAX_TEXT))) {
            throw refused(index, "actions", "must be an array of at most %d texts".formatted(MAX_ACTIONS));
        }
        return actions;
    }

    private static JsonObject snapshot(JsonObject finding, int index) {
        Object value = finding.getValue("telemetry_snapshot", new JsonObject());
        if (!(value instanceof JsonObject snapshot)
                || snapshot.encode().length() > MAX_TEXT
                || snapshot.encode().contains(ESCAPED_NUL)) {
            throw refused(
                    index, "telemetry_snapshot", "must be an object of at most %d characters".formatted(MAX_TEXT));
        }
        return snapshot;
    }

    private static String required(JsonObject finding, int index, String field, int max) {
        if (!(finding.getValue(field) instanceof String text) || text.isBlank() || !isStorable(text, max)) {
            throw refused(index, field, "must be a text of 1 to %d characters".formatted(max));
        }
        return text;
    }

    private static void optional(JsonObject finding, int index, String field) {
        Object value = finding.getValue(field);
        if (value != null && !(value instanceof String text && isStorable(text, MAX_TEXT))) {
            throw refused(index, field, "must be a text of at most %d characters".formatted(MAX_TEXT));
        }
    }

    /// PostgreSQL does not store a NUL character.
    private static boolean isStorable(String text, int max) {
        return text.length() <= max && text.indexOf('\0') < 0;
    }

    private static ProblemException refused(int index, String field, String reason) {
        return new ProblemException(
                ProblemCode.UNPROCESSABLE, "finding %d: %s %s".formatted(index, clip(field), reason));
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
