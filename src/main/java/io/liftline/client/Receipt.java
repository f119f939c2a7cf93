package io.liftline.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of the samples of one request.
///
/// @param received samples in the body
/// @param stored samples that were inserted or updated; of a dry run, those that would be kept
/// @param unchanged samples that were stored already
/// @param conflicts samples that differ from stored values, which were kept
/// @param rejected samples that were not kept
/// @param faults the errors that the answer lists, without conflicts, in the order of the lines
/// @param lastListed the line of the last error that the answer lists; 0 if it lists all errors
record Receipt(
        long received,
        long stored,
        long unchanged,
        long conflicts,
        long rejected,
        List<Fault> faults,
        long lastListed) {

    private static final int MOST_LISTED = 100;

    /// An error of a row.
    ///
    /// @param line line of the body, from 1
    /// @param text the reason, for a person
    record Fault(long line, String text) {}

    /// The receipt of an answer. Empty if the answer is about the request as a whole, or is not one of the service.
    static Optional<Receipt> of(Answer answer, Form form, Batch sent) {
        return switch (form) {
            case CSV, NDJSON -> ofRows(answer);
            case LINE_PROTOCOL -> ofRows(answer).or(() -> ofLineProtocol(answer, sent));
        };
    }

    /// The receipt, or the answer to a dry run, which line protocol has too.
    private static Optional<Receipt> ofRows(Answer answer) {
        JsonNode json = answer.json();
        boolean ofRows = answer.isSuccess()
                ? json.has("received")
                : json.path("received").asLong() > 0;
        return ofRows ? Optional.of(ofRows(json)) : Optional.empty();
    }

    private static Optional<Receipt> ofLineProtocol(Answer answer, Batch sent) {
        JsonNode json = answer.json();
        if (answer.status() == 204) {
            long lines = samples(sent);
            return Optional.of(new Receipt(lines, lines, 0, 0, 0, List.of(), 0));
        }
        return answer.status() == 400 && json.path("errors").path(0).has("line")
                ? Optional.of(ofLineProtocol(json, sent))
                : Optional.empty();
    }

    private static Receipt ofRows(JsonNode json) {
        List<Fault> faults = faults(json);
        return new Receipt(
                json.path("received").asLong(),
                json.path("inserted").asLong()
                        + json.path("updated").asLong()
                        + json.path("accepted").asLong(),
                json.path("duplicates").asLong(),
                json.path("conflicts").asLong(),
                json.path("rejected").asLong(),
                faults,
                json.path("errors_truncated").asBoolean() ? lastLine(json) : 0);
    }

    /// The answer to line protocol has no counts.
    private static Receipt ofLineProtocol(JsonNode json, Batch sent) {
        List<Fault> faults = faults(json);
        long lines = samples(sent);
        boolean truncated = json.path("errors").size() >= MOST_LISTED;
        return new Receipt(lines, lines - faults.size(), 0, 0, faults.size(), faults, truncated ? lastLine(json) : 0);
    }

    private static List<Fault> faults(JsonNode json) {
        List<Fault> faults = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            String code = error.path("code").asText();
            if (!code.equals("conflict")) {
                String field = error.path("field").asText();
                String value = error.path("value").asText();
                faults.add(new Fault(
                        error.path("line").asLong(),
                        code + (field.isEmpty() ? "" : " " + field) + (value.isEmpty() ? "" : " '" + value + "'") + ": "
                                + error.path("detail").asText()));
            }
        }
        return faults;
    }

    private static long lastLine(JsonNode json) {
        JsonNode errors = json.path("errors");
        return errors.path(errors.size() - 1).path("line").asLong();
    }

    private static long samples(Batch sent) {
        return sent.rows().stream().filter(Receipt::isSample).count();
    }

    private static boolean isSample(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8).strip();
        return !text.isEmpty() && !text.startsWith("#");
    }
}
