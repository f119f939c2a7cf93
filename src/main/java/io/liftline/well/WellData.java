package io.liftline.well;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people know about a well, as it is stored.
///
/// @param wellId its id
/// @param name what people call it; null if it has no name
/// @param field the oil field it belongs to; null if that is not known
/// @param limits its own limits; empty if it has none
/// @param version counts its changes
record WellData(
        String wellId, @Nullable String name, @Nullable String field, JsonObject limits, long version) {

    private static final int MAX_TEXT = 200;

    static WellData of(Row row) {
        return new WellData(
                row.getString("well_id"),
                row.getString("name"),
                row.getString("field"),
                row.getValue("limits") instanceof JsonObject limits ? limits : new JsonObject(),
                row.getLong("version"));
    }

    /// Its strong entity tag (RFC 9110, section 8.8.3).
    String tag() {
        return "\"" + version + "\"";
    }

    /// The well with a merge patch applied.
    ///
    /// @throws ProblemException 422 if a member is unknown or not acceptable
    WellData changed(JsonObject patch) {
        for (String member : patch.fieldNames()) {
            if (!member.equals("name") && !member.equals("field") && !member.equals("limits")) {
                throw refused("'%s' cannot be changed; name, field and limits can"
                        .formatted(member.length() <= 64 ? member : member.substring(0, 64)));
            }
        }
        JsonObject merged = MergePatch.apply(
                new JsonObject().put("name", name).put("field", field).put("limits", limits), patch);
        return new WellData(wellId, text(merged, "name"), text(merged, "field"), limits(merged), version);
    }

    private static JsonObject limits(JsonObject merged) {
        Object limits = Optional.ofNullable(merged.getValue("limits")).orElseGet(JsonObject::new);
        if (!(limits instanceof JsonObject object)) {
            throw refused("limits must be an object");
        }
        try {
            WellLimits.of(object);
            return object;
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static @Nullable String text(JsonObject merged, String member) {
        Object value = merged.getValue(member);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)
                || text.isBlank()
                || text.length() > MAX_TEXT
                || text.chars().anyMatch(Character::isISOControl)) {
            throw refused("%s must be a text of 1 to %d characters".formatted(member, MAX_TEXT));
        }
        return text;
    }

    private static ProblemException refused(@Nullable String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, String.valueOf(detail));
    }
}
