package io.liftline.query.series;

import io.vertx.mutiny.sqlclient.Tuple;

/// A SQL statement with its parameters.
public record Statement(String text, Tuple parameters) {}
