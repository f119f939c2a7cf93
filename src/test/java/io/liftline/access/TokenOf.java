package io.liftline.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/// Tokens for tests of other rooms.
@ApplicationScoped
public class TokenOf {

    private final TokenIssuer tokens;

    TokenOf(TokenIssuer tokens) {
        this.tokens = tokens;
    }

    /// A token with one role, for the wells of these patterns.
    public String role(Role role, String... wells) {
        return tokens.issue(new Caller("test", Set.of(role), WellScope.of(List.of(wells))))
                .text();
    }
}
