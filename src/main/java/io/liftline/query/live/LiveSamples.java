package io.liftline.query.live;

import io.liftline.query.live.Announcement.Touched;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/// What was committed lately.
///
/// @param id the id of the last announcement in it
/// @param rows the samples; of a range with too many, none
/// @param changed the ranges that were not read
public record LiveSamples(Optional<String> id, List<Row> rows, List<Touched> changed) {}
