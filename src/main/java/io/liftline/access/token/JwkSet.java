package io.liftline.access.token;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/// A JWK set (RFC 7517, section 5) of public keys.
///
/// @param keys the keys, newest first
@Schema(name = "JwkSet")
record JwkSet(List<Jwk> keys) {

    /// The public keys of all keys that verify tokens.
    static JwkSet of(KeySet set) {
        return new JwkSet(set.verifiers().stream().map(Jwk::of).toList());
    }

    /// One public key on the curve P-256 (RFC 7518, section 6.2.1).
    @Schema(name = "Jwk")
    record Jwk(
            @Schema(description = "Key type, always EC") String kty,
            @Schema(description = "Curve, always P-256") String crv,

            @Schema(description = "First coordinate, base64url")
            String x,

            @Schema(description = "Second coordinate, base64url")
            String y,

            @Schema(description = "SHA-256 thumbprint of the key (RFC 7638), the `kid` of tokens")
            String kid,

            @Schema(description = "Use, always sig") String use,
            @Schema(description = "Algorithm, always ES256") String alg) {

        static Jwk of(SigningKey key) {
            Map<String, Object> parts =
                    new EllipticCurveJsonWebKey(key.publicKey()).toParams(OutputControlLevel.PUBLIC_ONLY);
            return new Jwk("EC", "P-256", part(parts, "x"), part(parts, "y"), key.kid(), "sig", "ES256");
        }

        private static String part(Map<String, Object> parts, String name) {
            return String.valueOf(parts.get(name));
        }
    }
}
