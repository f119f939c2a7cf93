package io.liftline.well;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
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
    /// @param defaults with which its limits must make sense, too
    /// @throws ProblemException 422 if a member is unknown or not acceptable
    WellData changed(JsonObject patch, DefaultLimits defaults) {
        for (String member : patch.fieldNames()) {
            if (!member.equals("name") && !member.equals("field") && !member.equals("limits")) {
                throw refused("'%s' cannot be changed; name, field and limits can"
                        .formatted(member.length() <= 64 ? member : member.substring(0, 64)));
            }
        }
        JsonObject merged = MergePatch.apply(
                new JsonObject().put("name", name).put("field", field).put("limits", limits), patch);
        JsonObject ofWell = patch.containsKey("limits") ? acceptable(merged.getValue("limits"), defaults) : limits;
        return new WellData(wellId, text(merged, "name"), text(merged, "field"), ofWell, version);
    }

    private static JsonObject acceptable(@Nullable Object limits, DefaultLimits defaults) {
        if (limits == null) {
            return new JsonObject();
        }
        if (!(limits instanceof JsonObject own)) {
            throw refused("limits must be an object");
        }
        check(own, "");
        check(defaults.merged(own), "with the default limits, ");
        return own;
    }

    private static void check(JsonObject limits, String prefix) {
        try {
            WellLimits.of(limits);
        } catch (IllegalArgumentException e) {
            throw refused(prefix + e.getMessage());
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

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, detail);
    }
}
