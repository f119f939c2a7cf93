package io.liftline.well;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;

/// Reads the numbers of a JSON object.
///
/// @param path the name of the object, for messages
/// @param json the object
record LimitReader(String path, JsonObject json, List<String> members) {

    /// Checks the names of the members.
    ///
    /// @throws IllegalArgumentException if one is unknown
    LimitReader {
        for (String name : json.fieldNames()) {
            if (!members.contains(name)) {
                throw new IllegalArgumentException("%s has '%s', but must be of %s"
                        .formatted(
                                path, name.length() <= 64 ? name : name.substring(0, 64), String.join(", ", members)));
            }
        }
    }

    /// A number. Empty if it is absent.
    OptionalDouble number(String member) {
        return json.getValue(member) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /// A number within bounds. Empty if it is absent.
    ///
    /// @throws IllegalArgumentException if it is not a number, or out of bounds
    OptionalDouble number(String member, double low, double high) {
        Object value = json.getValue(member);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= low && number.doubleValue() <= high)) {
            throw new IllegalArgumentException(
                    "%s.%s must be a number from %s to %s".formatted(path, member, low, high));
        }
        return OptionalDouble.of(number.doubleValue());
    }
}
