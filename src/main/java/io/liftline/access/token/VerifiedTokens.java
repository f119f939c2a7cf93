package io.liftline.access.token;

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

    private final Map<String, VerifiedToken> tokens = new ConcurrentHashMap<>();

    /// What this token was found to be, if it was good under these keys and has not ended.
    ///
    /// @param nowSecond seconds since 1970-01-01T00:00:00Z
    Optional<VerifiedToken> find(String token, KeySet keys, long nowSecond) {
        return Optional.ofNullable(tokens.get(token))
                .filter(verified -> verified.keys() == keys && nowSecond < verified.endSecond());
    }

    /// Remembers a token that was just found good.
    void add(String token, VerifiedToken verified) {
        if (tokens.size() >= MAX_TOKENS) {
            tokens.clear();
        }
        tokens.put(token, verified);
    }
}
