package io.liftline.web;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Lets the metrics of the platform follow the conventions of Prometheus, which `promtool check metrics` checks:
/// labels in snake case, a description, and no name that looks like a part of a histogram.
@Singleton
class MetricNames implements MeterFilter {

    private static final Map<String, String> RENAMED = Map.of("system.cpu.count", "system.cpus");

    /// One has a unit in its name that is not a base unit, and `process_cpu_usage` says the same. The other is written
    /// without descriptions, and `http_server_active_connections` says the same.
    private static final Set<String> LEFT_OUT = Set.of("process.cpu.time", "http.server.connections");

    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String description = id.getDescription();
        return new Meter.Id(
                RENAMED.getOrDefault(id.getName(), id.getName()),
                Tags.of(id.getTags().stream().map(MetricNames::named).toList()),
                id.getBaseUnit(),
                description == null || description.isBlank() ? "Of the platform: " + id.getName() : description,
                id.getType());
    }

    private static Tag named(Tag tag) {
        String name = CAPITAL.matcher(tag.getKey()).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        return Tag.of(name, tag.getValue());
    }
}
