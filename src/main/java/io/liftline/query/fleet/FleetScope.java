package io.liftline.query.fleet;

import io.liftline.access.WellScope;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/// The wells of a question.
///
/// @param scope the wells that the caller may access
/// @param named the requested ones of them; empty for all
/// @param prefix only wells whose id has this prefix; empty for all
public record FleetScope(WellScope scope, Optional<String[]> named, String prefix) {

    /// The scope of the caller, as `$1` and `$2`. The caller may add more parameters.
    Tuple permitted() {
        return Tuple.tuple().addArrayOfString(scope.exactIds()).addArrayOfString(scope.prefixes());
    }
}
