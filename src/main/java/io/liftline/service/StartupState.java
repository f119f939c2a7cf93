package io.liftline.service;

import jakarta.enterprise.context.ApplicationScoped;

/// Whether the service has started. It never changes back.
@ApplicationScoped
public class StartupState {

    private volatile boolean started;

    /// True once the database has the expected schema and all observers of it are done.
    public boolean started() {
        return started;
    }

    void markStarted() {
        started = true;
    }
}
