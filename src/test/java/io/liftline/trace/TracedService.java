package io.liftline.trace;

import io.liftline.fixtures.Collector;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service that sends its spans to a [Collector], with one writer, so that requests share a commit.
public final class TracedService implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable Collector collector;

    static Collector collector() {
        @Nullable Collector started = collector;
        if (started == null) {
            throw new IllegalStateException("the service was not started");
        }
        return started;
    }

    @Override
    public Map<String, String> start() {
        collector = Collector.start();
        return Map.of(
                "liftline.traces.endpoint", collector().endpoint() + "/",
                "liftline.traces.every", "PT0.1S",
                "liftline.traces.timeout", "PT1S",
                "liftline.traces.queue", "64",
                "liftline.traces.headers", "Authorization=Bearer of-the-collector",
                "liftline.traces.attributes", "deployment.environment.name=field-north, k8s.pod.name=liftline-1",
                "liftline.ingest.writers", "1",
                "quarkus.http.access-log.enabled", "true");
    }

    @Override
    public void stop() {
        collector().close();
    }
}
