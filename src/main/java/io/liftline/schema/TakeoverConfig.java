package io.liftline.schema;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Conversions of existing tables. By default, every column keeps its type.
@ConfigMapping(prefix = "liftline.takeover")
public interface TakeoverConfig {

    /// The time zone of timestamps that are stored without a zone, such as `UTC` or `Asia/Riyadh`
    /// (`LIFTLINE_TAKEOVER_ZONE`). No default: without it, tables with such timestamps are refused.
    Optional<String> zone();

    /// The columns to convert (`LIFTLINE_TAKEOVER_CONVERT`): channels and `confidence` to `double precision`,
    /// `actions` and `telemetry_snapshot` to `jsonb`, `severity` to one vocabulary. Default none.
    Optional<List<String>> convert();
}
