package io.liftline.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were found good, so that the next request with one does not pay for its signature again,
/// which would cost more than the rest of a small post.
///
/// An entry holds for the very key set it was checked against and until the token's end. There are at most
/// [#MAX_TOKENS]; beyond them it starts over.
final class VerifiedTokens {

    static final int MAX_TOKENS = 10_000;

    private final Map<String, Verified> tokens = new ConcurrentHashMap<>();

    private record Verified(TokenPrincipal principal, KeySet keys, long endSecond) {}

    /// The principal of this token, if it was good under these keys and has not ended.
    ///
    /// @param nowSecond seconds since 1970-01-01T00:00:00Z
    Optional<TokenPrincipal> find(String token, KeySet keys, long nowSecond) {
        return Optional.ofNullable(tokens.get(token))
                .filter(verified -> verified.keys == keys && nowSecond < verified.endSecond)
                .map(Verified::principal);
    }

    /// Remembers a token that was just found good.
    ///
    /// @param endSecond its `exp`, seconds since 1970-01-01T00:00:00Z
    void add(String token, TokenPrincipal principal, KeySet keys, long endSecond) {
        if (tokens.size() >= MAX_TOKENS) {
            tokens.clear();
        }
        tokens.put(token, new Verified(principal, keys, endSecond));
    }
}
