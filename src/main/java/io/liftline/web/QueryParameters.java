package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of one request, checked against the names that its route accepts.
///
/// Names are case-sensitive. A `;` is an ordinary character, not a separator. The HTTP server limits the length
/// of the query.
public final class QueryParameters {

    private static final QueryParameters NONE = new QueryParameters(Map.of());

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Parses the query of a request.
    ///
    /// @param query the query as sent, percent-encoded; null if there is none
    /// @param known the parameters of the route
    /// @throws ProblemException 400 if the percent-encoding is invalid, a name is unknown, or a parameter that
    ///     is not a list is repeated
    public static QueryParameters parse(@Nullable String query, ParameterNames known) {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = decode(query);
        values.forEach((name, given) -> known.check(name, given.size()));
        return new QueryParameters(values);
    }

    /// Whether the request has no parameters.
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// The value of a parameter that is not a list. Empty if the request does not have it.
    public Optional<String> value(String name) {
        List<String> given = values.get(name);
        return given == null ? Optional.empty() : Optional.of(given.getFirst());
    }

    /// The value of a parameter that is not a list.
    ///
    /// @param absent the value to return if the request does not have the parameter
    public String value(String name, String absent) {
        return value(name).orElse(absent);
    }

    /// The values of a list parameter, which may be comma-separated, repeated, or both. The values are trimmed.
    /// Empty if the parameter is missing or blank.
    public List<String> values(String name) {
        List<String> given = values.get(name);
        return given == null ? List.of() : split(given);
    }

    private static List<String> split(List<String> lists) {
        List<String> all = new ArrayList<>();
        for (String given : lists) {
            if (!given.isBlank()) {
                Arrays.stream(given.split(",", -1)).map(String::strip).forEach(all::add);
            }
        }
        return all;
    }

    /// Replaces the parameters that the HTTP server has decoded, because it treats `;` as a separator.
    void replace(MultiMap others) {
        others.clear();
        values.forEach(others::add);
    }

    private static Map<String, List<String>> decode(String query) {
        try {
            return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, Integer.MAX_VALUE, true).parameters();
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "The query of the URI is not percent-encoded: a % must stand before two hexadecimal digits");
        }
    }
}
