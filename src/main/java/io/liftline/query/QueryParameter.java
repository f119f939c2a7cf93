package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.web.NumberParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Parses the query parameters that several queries share.
final class QueryParameter {

    /// Maximum samples or wells per page.
    private static final int MAX_LIMIT = 10_000;

    /// Default number of samples or wells per page.
    private static final int DEFAULT_LIMIT = 1_000;

    private static final int MAX_WELLS = 10_000;

    private QueryParameter() {}

    /// `channels=pip,motor_temp`. If blank, all channels in column order.
    ///
    /// @throws ProblemException 422 if a channel does not exist
    static List<Channel> channels(List<String> names) {
        if (isBlank(names)) {
            return Channel.ALL;
        }
        return names.stream()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .map(name -> Channel.of(name)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.UNPROCESSABLE,
                                "channels names '" + clip(name) + "', which is not a channel")))
                .distinct()
                .toList();
    }

    /// `limit=1000`.
    ///
    /// @param max the maximum
    /// @throws ProblemException 400 if it is not an integer, 422 if it is not 1 to `max`
    static Optional<Integer> limit(String text, int max) {
        return NumberParameter.of("limit", text, max);
    }

    /// `limit=1000` for an answer in pages. Default 1,000.
    ///
    /// @throws ProblemException 400 if it is not an integer, 422 if it is not 1 to 10,000
    static int pageSize(String text) {
        return limit(text, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /// `order=asc` or `desc`.
    ///
    /// @throws ProblemException 400 if it is neither
    static TimeOrder order(String text) {
        return switch (text) {
            case "asc" -> TimeOrder.ASC;
            case "desc" -> TimeOrder.DESC;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "order is '" + clip(text) + "', but must be asc or desc");
        };
    }

    /// `wells=A,B`. If blank, all permitted wells. Ids that no stored well can have are omitted.
    ///
    /// @throws ProblemException 422 if there are more than 10,000
    static Optional<String[]> wells(List<String> names) {
        if (isBlank(names)) {
            return Optional.empty();
        }
        String[] wells = names.stream()
                .map(String::strip)
                .filter(PermittedWell::canBeStored)
                .distinct()
                .toArray(String[]::new);
        if (wells.length > MAX_WELLS) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE, "wells names " + wells.length + " wells, but at most " + MAX_WELLS);
        }
        return Optional.of(wells);
    }

    private static boolean isBlank(List<String> names) {
        return names.stream().allMatch(String::isBlank);
    }

    static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
