package io.liftline.archive.store;

import java.util.regex.Pattern;

/// The rule for names of objects, see [ObjectStore].
final class ObjectName {

    private static final int MAX_LENGTH = 1_000;
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._=-]+";
    private static final Pattern NAME = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

    private ObjectName() {}

    /// Returns the name.
    ///
    /// @throws IllegalArgumentException if it is not a valid name
    static String valid(String name) {
        if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the name of an object: it must be segments of letters, digits and -._= with / between them, at most %d characters"
                            .formatted(name.substring(0, Math.min(name.length(), 100)), MAX_LENGTH));
        }
        return name;
    }

    /// Returns the limit of a listing.
    ///
    /// @throws IllegalArgumentException if it is not 1 to 1,000
    static int validLimit(int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit is %d, it must be 1 to 1000".formatted(limit));
        }
        return limit;
    }
}
