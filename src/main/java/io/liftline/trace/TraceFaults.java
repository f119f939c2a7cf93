package io.liftline.trace;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Checks the settings of traces.
public final class TraceFaults {

    private static final int LARGEST_QUEUE = 100_000;

    private TraceFaults() {}

    /// One line per error, with the key, its value, and the rule. The values of headers may be secret.
    public static List<String> of(TraceConfig config) {
        List<String> faults = new ArrayList<>();
        config.endpoint().filter(endpoint -> !isAddress(endpoint)).ifPresent(endpoint -> {
            faults.add("liftline.traces.endpoint is %s, it must be like http://collector:4318".formatted(endpoint));
        });
        if (!(config.ratio() >= 0 && config.ratio() <= 1)) {
            faults.add("liftline.traces.ratio is %s, it must be between 0 and 1".formatted(config.ratio()));
        }
        if (config.queue() < 1 || config.queue() > LARGEST_QUEUE) {
            faults.add("liftline.traces.queue is %d, it must be between 1 and %d"
                    .formatted(config.queue(), LARGEST_QUEUE));
        }
        unlessPositive(faults, "liftline.traces.every", config.every());
        unlessPositive(faults, "liftline.traces.timeout", config.timeout());
        config.attributes().orElse(List.of()).stream()
                .filter(text -> !isPair(text))
                .map("liftline.traces.attributes has '%s', it must be like name=value"::formatted)
                .forEach(faults::add);
        if (!config.headers().orElse(List.of()).stream().allMatch(TraceFaults::isPair)) {
            faults.add("liftline.traces.headers has a part that is not like name=value");
        }
        return faults;
    }

    private static boolean isAddress(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        return http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null;
    }

    private static boolean isPair(String text) {
        return text.strip().matches("[^=\\s]+=.+");
    }

    private static void unlessPositive(List<String> faults, String key, Duration value) {
        if (!value.isPositive()) {
            faults.add("%s is %s, it must be more than zero".formatted(key, value));
        }
    }
}
