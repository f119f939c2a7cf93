package io.liftline.service;

import jakarta.enterprise.context.ApplicationScoped;

/// Whether the service has come up. Once it has, it stays so.
@ApplicationScoped
public class StartupState {

    private volatile boolean started;

    /// True once the schema is there and everything that waits for it is done.
    public boolean started() {
        return started;
    }

    void markStarted() {
        started = true;
    }
}
