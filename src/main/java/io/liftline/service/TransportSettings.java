package io.liftline.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sets the platform's configuration of TLS and CORS from a few environment variables, before the platform
/// reads it. Each of them stands for several keys that have to agree.
final class TransportSettings {

    private static final String CERTIFICATE = "LIFTLINE_TLS_CERTIFICATE";
    private static final String KEY = "LIFTLINE_TLS_KEY";
    private static final String CLIENT_CA = "LIFTLINE_TLS_CLIENT_CA";
    private static final String DATABASE_CA = "LIFTLINE_DB_CA";
    private static final String ORIGINS = "LIFTLINE_CORS_ORIGINS";

    private static final String TLS = "quarkus.tls.https.";
    private static final List<String> JDBC = List.of("copy", "archive", "owner");

    private final Map<String, String> environment;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private TransportSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    /// Sets the system properties for the environment of this process.
    ///
    /// @throws IllegalArgumentException if a setting is missing, or names a file that cannot be read
    static void set() {
        of(System.getenv()).forEach(System::setProperty);
    }

    /// The properties for an environment.
    ///
    /// @throws IllegalArgumentException if a setting is missing, or names a file that cannot be read
    static Map<String, String> of(Map<String, String> environment) {
        TransportSettings settings = new TransportSettings(environment);
        settings.tls();
        settings.cors();
        settings.database();
        return settings.properties;
    }

    private void tls() {
        if (!has(CERTIFICATE) && !has(KEY) && !has(CLIENT_CA)) {
            return;
        }
        properties.put("quarkus.http.tls-configuration-name", "https");
        properties.put("quarkus.http.ssl-port", environment.getOrDefault("LIFTLINE_HTTPS_PORT", "8443"));
        properties.put("quarkus.http.insecure-requests", "disabled");
        properties.put(TLS + "key-store.pem.0.cert", file(CERTIFICATE));
        properties.put(TLS + "key-store.pem.0.key", file(KEY));
        properties.put(TLS + "protocols", "TLSv1.3,TLSv1.2");
        properties.put(TLS + "reload-period", environment.getOrDefault("LIFTLINE_TLS_RELOAD", "PT1M"));
        if (has(CLIENT_CA)) {
            properties.put(TLS + "trust-store.pem.certs", file(CLIENT_CA));
            properties.put("liftline.access.client-certificates", "true");
        }
    }

    private void cors() {
        if (has(ORIGINS)) {
            properties.put("quarkus.http.cors.enabled", "true");
            properties.put("quarkus.http.cors.origins", value(ORIGINS));
            properties.put("quarkus.http.cors.methods", "GET,HEAD,POST,PUT,PATCH,DELETE");
            properties.put(
                    "quarkus.http.cors.headers",
                    "authorization,content-type,content-encoding,accept,if-match,if-none-match,last-event-id,x-request-id");
            properties.put("quarkus.http.cors.exposed-headers", "x-request-id,retry-after,etag,location");
            properties.put("quarkus.http.cors.access-control-max-age", "PT10M");
            properties.put("quarkus.http.cors.access-control-allow-credentials", "false");
        }
    }

    /// Both drivers then require TLS, a certificate by this authority, and the host's name in it.
    private void database() {
        if (!has(DATABASE_CA)) {
            return;
        }
        String authority = file(DATABASE_CA);
        properties.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        properties.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        properties.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        properties.put("quarkus.datasource.reactive.trust-certificate-pem.certs", authority);
        for (String pool : JDBC) {
            String extra = "quarkus.datasource." + pool + ".jdbc.additional-jdbc-properties.";
            properties.put(extra + "sslmode", "verify-full");
            properties.put(extra + "sslrootcert", authority);
        }
    }

    private boolean has(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private String value(String name) {
        return String.valueOf(environment.get(name)).strip();
    }

    private String file(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(name + " must be set, too, for TLS");
        }
        if (!Files.isReadable(Path.of(value(name)))) {
            throw new IllegalArgumentException(name + " names " + value(name) + ", which cannot be read");
        }
        return value(name);
    }
}
