package io.liftline.query.source;

import io.liftline.access.WellScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The wells whose archived samples are read. The caller may access all of them.
public sealed interface ArchivedWells {

    /// These wells.
    record Named(List<String> ids) implements ArchivedWells {}

    /// All wells of a scope.
    record Permitted(WellScope scope) implements ArchivedWells {}

    /// The permitted ones of these wells.
    ///
    /// @param named empty for all permitted wells
    static ArchivedWells of(WellScope scope, Optional<String[]> named) {
        return named.<ArchivedWells>map(ids ->
                        new Named(Arrays.stream(ids).filter(scope::permits).toList()))
                .orElseGet(() -> new Permitted(scope));
    }
}
