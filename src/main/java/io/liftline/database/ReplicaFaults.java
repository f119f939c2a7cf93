package io.liftline.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Checks the settings of the standby for questions.
public final class ReplicaFaults {

    private static final Pattern ADDRESS = Pattern.compile("postgres(ql)?://[^/@]+/[^/]+");

    private ReplicaFaults() {}

    /// One line per error, with the key, its value, and the rule. Credentials in the address are left out.
    public static List<String> of(ReplicaConfig config) {
        List<String> faults = new ArrayList<>();
        config.url()
                .filter(url -> !ADDRESS.matcher(url).matches())
                .map(url ->
                        "liftline.query.datasource.url is %s, it must be postgresql://host:port/database, without credentials"
                                .formatted(url.replaceAll("//.*@", "//…@")))
                .ifPresent(faults::add);
        if (config.poolSize() < 1) {
            faults.add("liftline.query.datasource.pool-size is %d, it must be at least 1".formatted(config.poolSize()));
        }
        Duration lag = config.maxLag();
        if (!lag.isPositive()) {
            faults.add("liftline.query.datasource.max-lag is %s, it must be more than zero".formatted(lag));
        } else if (lag.compareTo(ReplicaConfig.MOST_LAG) > 0) {
            faults.add("liftline.query.datasource.max-lag is %s, it must be at most %s"
                    .formatted(lag, ReplicaConfig.MOST_LAG));
        }
        return faults;
    }
}
