package io.liftline.service;

import io.liftline.archive.store.ConfiguredStore;
import io.liftline.archive.store.ObjectStore;
import io.liftline.archive.store.StoreCheck;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `liftline store check`: proves that the configured store works, and says in one line what works or what is
/// wrong. It does not use the database.
class CheckStore implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(CheckStore.class);

    private final ConfiguredStore configured;
    private final InstantSource clock;

    CheckStore(ConfiguredStore configured, InstantSource clock) {
        this.configured = configured;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) {
        List<String> faults = configured.faults();
        if (!faults.isEmpty()) {
            faults.forEach(fault -> LOG.errorf("The configuration of the store is not valid: %s", fault));
            return 1;
        }
        try {
            Optional<ObjectStore> opened = configured.open();
            if (opened.isEmpty()) {
                LOG.error("No store is configured: set liftline.archive.store");
                return 1;
            }
            try (ObjectStore store = opened.get()) {
                String name = StoreCheck.run(store, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
                LOG.infof(
                        "The store works: put, put again (refused), head, get and list: object=%s store=%s",
                        name, store.describe());
            }
            return 0;
        } catch (IOException e) {
            LOG.errorf("The store does not work: %s", e.getMessage());
            return 1;
        }
    }
}
