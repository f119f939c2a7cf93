package io.liftline.access.token;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.vertx.mutiny.sqlclient.Row;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;

/// A stored API key that is valid until it expires or is revoked.
///
/// @param id its visible part
/// @param hash SHA-256 hash of the key
/// @param certificate subject of the client certificate that is the key, if it is one
/// @param principal the principal of its requests
/// @param end when it expires; [Instant#MAX] for never
record ApiKey(String id, byte[] hash, Optional<String> certificate, TokenPrincipal principal, Instant end) {

    /// Reads a row of [ApiKeySql#CHANGED] that is not revoked.
    static ApiKey of(Row row) {
        String id = row.getString("id");
        Caller caller = new Caller(
                "key:" + id,
                Arrays.stream(row.getArrayOfStrings("roles"))
                        .flatMap(role -> Role.of(role).stream())
                        .collect(Collectors.toSet()),
                WellScope.stored(row.getArrayOfStrings("wells")));
        JwtClaims claims = new JwtClaims();
        claims.setSubject(caller.username());
        OffsetDateTime end = row.getOffsetDateTime("expires_at");
        return new ApiKey(
                id,
                row.getBuffer("secret_hash").getBytes(),
                Optional.ofNullable(row.getString("certificate")),
                new TokenPrincipal("", claims, caller),
                end == null ? Instant.MAX : end.toInstant());
    }

    /// Whether this text is the key, at this time. The comparison takes the same time for every wrong text.
    boolean isValid(ApiKeyText text, Instant now) {
        return MessageDigest.isEqual(hash, text.hash()) && isValid(now);
    }

    /// Whether it has not expired at this time.
    boolean isValid(Instant now) {
        return now.isBefore(end);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
