package io.liftline.access.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.keys.EllipticCurves;

/// A key that signs and verifies tokens: EC P-256, for ES256 (RFC 7518, section 3.4).
///
/// @param kid SHA-256 thumbprint of the public key, base64url (RFC 7638)
/// @param publicKey verifies tokens
/// @param privateKey signs tokens; absent if another replica has it in a file
record SigningKey(String kid, ECPublicKey publicKey, Optional<ECPrivateKey> privateKey) {

    /// Generates a random key.
    static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return of((ECPublicKey) pair.getPublic(), Optional.of((ECPrivateKey) pair.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime cannot make an EC P-256 key", e);
        }
    }

    /// Restores a key from the results of [#publicDer] and [#privateDer].
    ///
    /// @throws IllegalArgumentException if the bytes are not an EC P-256 key
    static SigningKey decode(byte[] publicDer, Optional<byte[]> privateDer) {
        ECPublicKey publicKey = decodePublic(publicDer);
        return of(publicKey, privateDer.map(SigningKey::decodePrivate));
    }

    /// A key with this public and private key.
    ///
    /// @throws IllegalArgumentException if the curve is not P-256
    static SigningKey of(ECPublicKey publicKey, Optional<ECPrivateKey> privateKey) {
        if (!publicKey.getParams().getCurve().equals(EllipticCurves.P256.getCurve())) {
            throw new IllegalArgumentException("the key is not on the curve P-256, which ES256 needs");
        }
        String kid = new EllipticCurveJsonWebKey(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
        return new SigningKey(kid, publicKey, privateKey);
    }

    static ECPrivateKey decodePrivate(byte[] der) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return (ECPrivateKey) key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key is no EC key in PKCS#8", e);
        }
    }

    static ECPublicKey decodePublic(byte[] der) {
        try {
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the public key is no EC key in X.509 form", e);
        }
    }

    /// The public key as X.509 SubjectPublicKeyInfo, DER.
    byte[] publicDer() {
        return publicKey.getEncoded();
    }

    /// The private key as PKCS#8, DER.
    Optional<byte[]> privateDer() {
        return privateKey.map(ECPrivateKey::getEncoded);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
