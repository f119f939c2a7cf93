package io.liftline.database;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The clock of the service. Classes that need the current time have an [InstantSource] injected, so that tests
/// can replace it.
@Singleton
final class SystemClock {

    @Produces
    @DefaultBean
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
