package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportSettingsTest {

    @TempDir
    Path directory;

    @Test
    void nothingIsSetByDefault() {
        assertThat(TransportSettings.of(Map.of())).isEmpty();
        assertThat(TransportSettings.of(Map.of("LIFTLINE_TLS_CERTIFICATE", "", "LIFTLINE_CORS_ORIGINS", " ")))
                .isEmpty();
    }

    @Test
    void aCertificateOpensThePortOfTlsAndClosesTheOther() throws IOException {
        String certificate = file("tls.crt");
        String key = file("tls.key");

        Map<String, String> set =
                TransportSettings.of(Map.of("LIFTLINE_TLS_CERTIFICATE", certificate, "LIFTLINE_TLS_KEY", key));

        assertThat(set)
                .containsEntry("quarkus.tls.https.key-store.pem.0.cert", certificate)
                .containsEntry("quarkus.tls.https.key-store.pem.0.key", key)
                .containsEntry("quarkus.tls.https.reload-period", "PT1M")
                .containsEntry("quarkus.http.ssl-port", "8443")
                .containsEntry("quarkus.http.insecure-requests", "disabled")
                .doesNotContainKey("liftline.access.client-certificates");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        String certificate = file("tls.crt");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportSettings.of(Map.of("LIFTLINE_TLS_CERTIFICATE", certificate)))
                .withMessage("LIFTLINE_TLS_KEY must be set, too, for TLS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportSettings.of(Map.of("LIFTLINE_TLS_CLIENT_CA", certificate)))
                .withMessage("LIFTLINE_TLS_CERTIFICATE must be set, too, for TLS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportSettings.of(Map.of("LIFTLINE_DB_CA", "/absent/ca.pem")))
                .withMessage("LIFTLINE_DB_CA names /absent/ca.pem, which cannot be read");
    }

    @Test
    void anotherOriginMaySendTheHeadersOfConditionalRequestsAndOfStreams() {
        Map<String, String> set = TransportSettings.of(Map.of("LIFTLINE_CORS_ORIGINS", "https://console.example.com"));

        assertThat(set)
                .containsEntry("quarkus.http.cors.origins", "https://console.example.com")
                .containsEntry("quarkus.http.cors.access-control-allow-credentials", "false");
        assertThat(set.getOrDefault("quarkus.http.cors.headers", "").split(","))
                .contains("authorization", "if-match", "if-none-match", "last-event-id", "x-request-id");
    }

    @Test
    void everyConnectionToTheDatabaseVerifiesTheServer() throws IOException {
        String authority = file("ca.pem");

        Map<String, String> set = TransportSettings.of(Map.of("LIFTLINE_DB_CA", authority));

        assertThat(set)
                .containsEntry("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full")
                .containsEntry("quarkus.datasource.reactive.trust-certificate-pem.certs", authority);
        for (String pool : new String[] {"copy", "archive", "owner"}) {
            String extra = "quarkus.datasource.%s.jdbc.additional-jdbc-properties.".formatted(pool);
            assertThat(set)
                    .containsEntry(extra + "sslmode", "verify-full")
                    .containsEntry(extra + "sslrootcert", authority);
        }
    }

    private String file(String name) throws IOException {
        return Files.createFile(directory.resolve(name)).toString();
    }
}
