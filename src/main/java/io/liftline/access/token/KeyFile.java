package io.liftline.access.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.jose4j.keys.EllipticCurves;

/// Reads a signing key from a PEM file (RFC 7468) with one `PRIVATE KEY` block, as `openssl genpkey -algorithm
/// EC -pkeyopt ec_paramgen_curve:P-256` writes it. The public key is computed from the private key.
final class KeyFile {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private KeyFile() {}

    /// @throws UncheckedIOException if the file cannot be read
    /// @throws IllegalArgumentException if it does not contain an EC P-256 private key
    static SigningKey read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read liftline.access.key-file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("liftline.access.key-file " + file + ": " + e.getMessage(), e);
        }
    }

    private static SigningKey parse(String pem) {
        Matcher block = PRIVATE_KEY.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("there is no PEM block PRIVATE KEY (PKCS#8) in it");
        }
        ECPrivateKey privateKey =
                SigningKey.decodePrivate(Base64.getMimeDecoder().decode(block.group(1)));
        if (!privateKey.getParams().getCurve().equals(EllipticCurves.P256.getCurve())) {
            throw new IllegalArgumentException("the key is not on the curve P-256, which ES256 needs");
        }
        return SigningKey.of(publicKeyOf(privateKey), Optional.of(privateKey));
    }

    /// The public key is the base point multiplied by the private key (SEC 1, section 3.2.1).
    private static ECPublicKey publicKeyOf(ECPrivateKey privateKey) {
        ECPoint base = privateKey.getParams().getGenerator();
        org.bouncycastle.math.ec.ECPoint point = new SecP256R1Curve()
                .createPoint(base.getAffineX(), base.getAffineY())
                .multiply(privateKey.getS())
                .normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        BigInteger y = point.getAffineYCoord().toBigInteger();
        try {
            return (ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), privateKey.getParams()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key gives no public key", e);
        }
    }
}
