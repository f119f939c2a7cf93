package io.liftline.access;

import java.security.Principal;

/// The principal of a request whose token was verified: the caller, read once.
public record CallerPrincipal(Caller caller) implements Principal {

    @Override
    public String getName() {
        return caller.username();
    }
}
