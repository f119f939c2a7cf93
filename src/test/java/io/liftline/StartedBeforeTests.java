package io.liftline;

import io.liftline.service.StartupState;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;

/// Holds the tests back until the service has come up, which it does beside its HTTP port; at most 30
/// seconds, so that a test about a database that is away gets to see that.
@ApplicationScoped
public class StartedBeforeTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AFTER_THE_SERVICE = 10_000;

    private final StartupState state;

    StartedBeforeTests(StartupState state) {
        this.state = state;
    }

    void await(@Observes @Priority(AFTER_THE_SERVICE) StartupEvent event) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!state.started() && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
    }
}
