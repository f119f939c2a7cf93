package io.liftline.query.series;

import io.liftline.query.source.ArchivedRows;
import io.vertx.mutiny.sqlclient.Tuple;

/// A SQL statement with its parameters.
public record Statement(String text, Tuple parameters) {

    /// The statement that reads archived samples, too. It takes over the parameters.
    public Statement with(ArchivedRows archived) {
        String prefix = archived.prefix(parameters);
        return new Statement(prefix + text, parameters);
    }
}
