package io.liftline.access;

import java.security.Principal;

/// The principal of a request whose credentials were verified. Made in the room `access.token`.
public interface CallerPrincipal extends Principal {

    /// Who sends the request, and what that allows.
    Caller caller();
}
