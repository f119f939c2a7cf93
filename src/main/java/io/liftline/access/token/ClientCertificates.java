package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Client certificates of devices (mutual TLS). A client that has none may send another credential. One whose
/// certificate is not signed by the configured authority does not get a connection.
@Singleton
class ClientCertificates implements HttpServerOptionsCustomizer {

    private final boolean asked;
    private final ApiKeys keys;

    ClientCertificates(AccessConfig config, ApiKeys keys) {
        this.asked = config.clientCertificates();
        this.keys = keys;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (asked) {
            options.setClientAuth(ClientAuth.REQUEST);
        }
    }

    /// The principal of the certificate with which a request's connection was opened. Empty if there is none,
    /// or if no valid key names its subject.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the keys are not loaded
    Optional<TokenPrincipal> principal(HttpServerRequest request) {
        return asked ? subject(request).flatMap(keys::ofCertificate).map(ApiKey::principal) : Optional.empty();
    }

    /// Whether there would be a principal. False while the keys are not loaded.
    boolean areKnown(HttpServerRequest request) {
        return asked && subject(request).filter(keys::isOfCertificate).isPresent();
    }

    private static Optional<String> subject(HttpServerRequest request) {
        @Nullable SSLSession session = request.sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate.getSubjectX500Principal().getName())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }
}
