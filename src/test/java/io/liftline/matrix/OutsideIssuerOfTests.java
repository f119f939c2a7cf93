package io.liftline.matrix;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Optional;

/// The outside issuer that the service of the JVM tests accepts.
public class OutsideIssuerOfTests implements QuarkusTestResourceLifecycleManager {

    private Optional<OutsideIssuerServer> server = Optional.empty();

    @Override
    public Map<String, String> start() {
        try {
            OutsideIssuerServer started = OutsideIssuerServer.start();
            server = Optional.of(started);
            return Map.of("liftline.access.outside.issuer", started.url());
        } catch (Exception e) {
            throw new IllegalStateException("the outside issuer could not be started", e);
        }
    }

    @Override
    public void stop() {
        server.ifPresent(OutsideIssuerServer::close);
    }
}
