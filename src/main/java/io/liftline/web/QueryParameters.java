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

/// The query parameters of one request, all of them known to its route.
///
/// Names are case-sensitive. A `;` is an ordinary character, not a separator. The HTTP layer bounds the length of
/// the query.
public final class QueryParameters {

    private static final QueryParameters NONE = new QueryParameters(Map.of());

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Reads the query of a request.
    ///
    /// @param query the query as it was sent, still percent-encoded; null when there is none
    /// @param known the parameters of the route
    /// @throws ProblemException 400 when the query is not percent-encoded as it must be, when a name is not
    ///     known, or when a parameter that is not a list is given twice
    public static QueryParameters parse(@Nullable String query, ParameterNames known) {
        if (query == null || query.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = decode(query);
        values.forEach((name, given) -> known.check(name, given.size()));
        return new QueryParameters(values);
    }

    /// The value of a parameter that is not a list; empty when it is not given.
    public Optional<String> value(String name) {
        List<String> given = values.get(name);
        return given == null ? Optional.empty() : Optional.of(given.getFirst());
    }

    /// The value of a parameter that is not a list.
    ///
    /// @param absent what stands for a parameter that is not given
    public String value(String name, String absent) {
        return value(name).orElse(absent);
    }

    /// The values of a list parameter, which may be comma-separated, repeated, or both; without the blanks around
    /// them. Empty when the parameter is not given or blank.
    public List<String> values(String name) {
        List<String> all = new ArrayList<>();
        for (String given : values.getOrDefault(name, List.of())) {
            if (!given.isBlank()) {
                Arrays.stream(given.split(",", -1)).map(String::strip).forEach(all::add);
            }
        }
        return all;
    }

    /// Puts these parameters in the place of what the HTTP server has decoded, which takes a `;` as a
    /// separator.
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
