package io.liftline.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/// Gives resource methods the caller of the request they are answering.
@ApplicationScoped
public class Callers {

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// The caller of the current request.
    ///
    /// To be asked at the start of a method annotated with `@RolesAllowed` or `@Authenticated`: there the
    /// caller is known before the method runs, so this neither blocks nor fails.
    ///
    /// @throws IllegalStateException when the request carries no token, that is, in a method without
    ///     such annotation
    public Caller current() {
        if (identity.getPrincipal() instanceof TokenPrincipal principal) {
            return principal.caller();
        }
        throw new IllegalStateException("the request has no authenticated caller");
    }
}
