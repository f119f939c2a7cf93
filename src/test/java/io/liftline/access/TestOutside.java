package io.liftline.access;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// An outside issuer with the defaults, except for the values of a test.
public record TestOutside(Optional<URI> issuer, Optional<List<String>> roles, Optional<List<String>> defaultWells)
        implements AccessConfig.Outside {

    @Override
    public Optional<URI> jwksUrl() {
        return Optional.empty();
    }

    @Override
    public String audience() {
        return "liftline";
    }

    @Override
    public String usernameClaim() {
        return "sub";
    }

    @Override
    public String groupsClaim() {
        return "groups";
    }

    @Override
    public String wellsClaim() {
        return "wells";
    }
}
