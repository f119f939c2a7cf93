package io.liftline.rules;

import io.liftline.rules.LimitSource.Bound;
import io.liftline.rules.LimitSource.End;
import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads rules from their JSON form, which docs/rules.md describes.
final class RuleReader {

    private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low", "info");
    private static final int MAX_DIAGNOSIS = 50;

    private RuleReader() {}

    /// @throws IllegalArgumentException if something is missing or unknown
    static Rule rule(JsonObject json) {
        String id = text(json, "id");
        String severity = text(json, "severity");
        String diagnosis = text(json, "diagnosis");
        if (!SEVERITIES.contains(severity) || diagnosis.length() > MAX_DIAGNOSIS) {
            throw new IllegalArgumentException("rule " + id + ": severity or diagnosis");
        }
        JsonObject confidence = json.getJsonObject("confidence");
        return new Rule(
                id,
                diagnosis,
                severity,
                json.getString("pump", "running").equals("any"),
                conditions(json, "when"),
                conditions(json, "unless"),
                conditions(json, "confirm"),
                micros(json, "lasts"),
                micros(json, "ends"),
                new Rule.Confidence(confidence.getDouble("alone"), confidence.getDouble("confirmed")),
                json.getJsonArray("actions").stream().map(String.class::cast).toList(),
                json);
    }

    private static List<Condition> conditions(JsonObject rule, String member) {
        return rule.getJsonArray(member, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(RuleReader::condition)
                .toList();
    }

    private static Condition condition(JsonObject json) {
        Side side = json.containsKey("below") ? Side.BELOW : Side.ABOVE;
        Object limit = json.getValue(side == Side.BELOW ? "below" : "above");
        List<LimitSource> sources = limit instanceof JsonArray several
                ? several.stream().map(RuleReader::source).toList()
                : List.of(source(limit));
        return new Condition(
                Measure.valueOf(text(json, "measure").toUpperCase(Locale.ROOT)),
                json.getJsonArray("channels", new JsonArray()).stream()
                        .map(name -> channel((String) name))
                        .toList(),
                side,
                sources,
                json.getDouble("hysteresis", 0.0));
    }

    /// A number, `pip.low_alarm`, `rated_current * 1.15` or `operating_range.min`.
    private static LimitSource source(Object limit) {
        if (limit instanceof Number number) {
            return new LimitSource.Fixed(number.doubleValue());
        }
        String text = (String) limit;
        if (text.startsWith("rated_current * ")) {
            return new LimitSource.OfRatedCurrent(Double.parseDouble(text.substring("rated_current * ".length())));
        }
        String[] parts = text.split("\\.", 2);
        String last = parts[parts.length - 1].toUpperCase(Locale.ROOT);
        return parts[0].equals("operating_range")
                ? new LimitSource.OfOperatingRange(End.valueOf(last))
                : new LimitSource.OfChannel(channel(parts[0]), Bound.valueOf(last));
    }

    private static Channel channel(String name) {
        return Channel.of(name).orElseThrow(() -> new IllegalArgumentException("no channel " + name));
    }

    private static long micros(JsonObject json, String member) {
        return Duration.parse(text(json, member)).toMillis() * 1_000;
    }

    private static String text(JsonObject json, String member) {
        return Optional.ofNullable(json.getString(member))
                .orElseThrow(() -> new IllegalArgumentException(member + " is missing in " + json));
    }
}
