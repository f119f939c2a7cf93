package io.liftline.access;

import java.security.Principal;

/// The principal of an authenticated request. Implemented in the package `access.token`.
public interface CallerPrincipal extends Principal {

    /// The caller, with its rights.
    Caller caller();
}
