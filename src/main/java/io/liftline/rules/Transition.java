package io.liftline.rules;

import io.vertx.core.json.JsonObject;

/// What a sample has changed.
sealed interface Transition {

    /// The rule.
    Rule rule();

    /// A finding opens.
    ///
    /// @param at the event time, in microseconds since 1970-01-01T00:00:00Z
    /// @param confidence how sure it is
    /// @param snapshot what led to it
    record Opened(Rule rule, long at, double confidence, JsonObject snapshot) implements Transition {}

    /// The condition of a finding has ended.
    ///
    /// @param at the event time, in microseconds since 1970-01-01T00:00:00Z
    record Closed(Rule rule, long at) implements Transition {}
}
