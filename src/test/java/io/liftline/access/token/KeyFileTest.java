package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path directory;

    @Test
    void thePublicKeyFollowsFromThePrivateOne() throws Exception {
        // The key of RFC 7515, appendix A.3.
        EllipticCurveJsonWebKey published = new EllipticCurveJsonWebKey(Map.of(
                "kty", "EC",
                "crv", "P-256",
                "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                "d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"));

        SigningKey key = KeyFile.read(pem(published.getPrivateKey().getEncoded()));

        Map<String, Object> parts =
                new EllipticCurveJsonWebKey(key.publicKey()).toParams(OutputControlLevel.PUBLIC_ONLY);
        assertThat(parts)
                .containsEntry("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
                .containsEntry("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        assertThat(key.kid()).isEqualTo(published.calculateBase64urlEncodedThumbprint("SHA-256"));
        assertThat(key.privateKey()).isPresent();
    }

    @Test
    void aKeyOnAnotherCurveIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(384);
        Path file = pem(generator.generateKeyPair().getPrivate().getEncoded());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file))
                .withMessageContaining("liftline.access.key-file " + file)
                .withMessageContaining("P-256");
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefused() throws Exception {
        Path file = pem(KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded());

        assertThatIllegalArgumentException().isThrownBy(() -> KeyFile.read(file));
    }

    @Test
    void aFileWithoutAKeyIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "nothing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file))
                .withMessageContaining("PRIVATE KEY");
    }

    @Test
    void anAbsentFileIsNamed() {
        Path file = directory.resolve("absent.pem");

        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.pem");
    }

    private Path pem(byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
}
