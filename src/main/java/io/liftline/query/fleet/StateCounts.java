package io.liftline.query.fleet;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How many wells of a question are in each state.
///
/// @param wells by state, all of them
public record StateCounts(Map<WellState, Long> wells) {

    /// Reads a row of [FleetSql#wells].
    public static StateCounts of(Row row) {
        return new StateCounts(Arrays.stream(WellState.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        state -> row.getLong("count_" + state.ordinal()),
                        (one, _) -> one,
                        () -> new EnumMap<>(WellState.class))));
    }
}
