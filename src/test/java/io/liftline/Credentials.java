package io.liftline;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.TokenIssuer;
import io.liftline.access.WellScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/// Tokens for tests, issued by the service's own issuer.
@ApplicationScoped
public class Credentials {

    private final TokenIssuer tokens;

    Credentials(TokenIssuer tokens) {
        this.tokens = tokens;
    }

    /// The token of a caller with this role and these well patterns; without any it sees no well.
    public String token(Role role, String... wells) {
        return tokens.issue(new Caller("test-" + role.text(), Set.of(role), WellScope.of(List.of(wells))))
                .text();
    }
}
