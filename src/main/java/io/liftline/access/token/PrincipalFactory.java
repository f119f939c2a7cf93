package io.liftline.access.token;

import io.liftline.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/// Creates the principal of a request to the REST layer for `quarkus-smallrye-jwt`. It replaces the default
/// factory of the extension, which reads fixed keys from the configuration and verifies the token again for
/// each request.
@Singleton
@Alternative
@Priority(1)
class PrincipalFactory extends JWTCallerPrincipalFactory {

    private final TokenVerifier verifier;
    private final RefusalMetrics refusals;

    PrincipalFactory(TokenVerifier verifier, RefusalMetrics refusals) {
        this.verifier = verifier;
        this.refusals = refusals;
    }

    /// The principal of a token.
    ///
    /// @param settings not used: [TokenVerifier] has the keys, issuer and audience
    /// @throws ParseException if the token is not valid; with a [ProblemException] as cause while the signing
    ///     keys are not loaded
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        try {
            return verifier.verify(token);
        } catch (AuthenticationFailedException e) {
            refusals.count(e);
            throw new ParseException(e.getMessage());
        } catch (ProblemException e) {
            throw new ParseException("the token cannot be verified now", e);
        }
    }
}
