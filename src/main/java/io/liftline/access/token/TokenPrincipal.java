package io.liftline.access.token;

import io.liftline.access.Caller;
import io.liftline.access.CallerPrincipal;
import io.liftline.access.Role;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;

/// The principal of a verified token: the caller, and the claims as a MicroProfile `JsonWebToken`.
final class TokenPrincipal extends DefaultJWTCallerPrincipal implements CallerPrincipal {

    private final Caller caller;
    private final Set<String> groups;

    TokenPrincipal(String token, JwtClaims claims, Caller caller) {
        super(token, TokenIssuer.TYPE, claims);
        this.caller = caller;
        this.groups = caller.roles().stream().map(Role::text).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.username();
    }

    /// The roles of the caller. Groups that are not roles of Liftline are omitted.
    @Override
    public Set<String> getGroups() {
        return groups;
    }
}
