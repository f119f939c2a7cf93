package io.liftline.access;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;

/// The principal of a request whose token was verified; it carries the caller, read once.
final class TokenPrincipal extends DefaultJWTCallerPrincipal {

    private final Caller caller;

    TokenPrincipal(String token, JwtClaims claims, Caller caller) {
        super(token, TokenIssuer.TYPE, claims);
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.username();
    }
}
