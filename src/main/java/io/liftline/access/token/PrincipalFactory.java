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

/// Tells `quarkus-smallrye-jwt` whom the token of a request to the REST layer names. It replaces the extension's own
/// factory, which takes fixed keys from the configuration and verifies a token again with each request.
@Singleton
@Alternative
@Priority(1)
class PrincipalFactory extends JWTCallerPrincipalFactory {

    private final TokenVerifier verifier;

    PrincipalFactory(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /// The principal of a token.
    ///
    /// @param settings not used: keys, issuer and audience are those of [TokenVerifier]
    /// @throws ParseException when the token is not valid; or, with a [ProblemException] as cause, while the
    ///     keys are not loaded
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        try {
            return verifier.verify(token).principal();
        } catch (AuthenticationFailedException e) {
            throw new ParseException(e.getMessage());
        } catch (ProblemException e) {
            throw new ParseException("the token cannot be verified now", e);
        }
    }
}
