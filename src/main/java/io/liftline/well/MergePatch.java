package io.liftline.well;

import io.vertx.core.json.JsonObject;

/// JSON merge patch (RFC 7396): members of the patch replace those of the target, null removes them, and
/// objects are merged.
final class MergePatch {

    private MergePatch() {}

    /// The target with the patch applied. Both arguments stay as they are.
    static JsonObject apply(JsonObject target, JsonObject patch) {
        JsonObject merged = target.copy();
        for (String name : patch.fieldNames()) {
            switch (patch.getValue(name)) {
                case null -> merged.remove(name);
                case JsonObject change -> {
                    JsonObject before = merged.getValue(name) instanceof JsonObject object ? object : new JsonObject();
                    merged.put(name, apply(before, change));
                }
                case Object value -> merged.put(name, value);
            }
        }
        return merged;
    }
}
