package io.liftline.service;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/// In the native executable only: makes TLS to the database use the JDK instead of OpenSSL, which the
/// executable does not contain.
///
/// Quarkus substitutes a method of Netty up to 4.1.135. Netty 4.1.136 has another method with the parameter
/// `startTls`, which only matters for OpenSSL. Remove this class once Quarkus substitutes that method.
///
/// It must not name a method that Quarkus substitutes: an [Alias] of such a method ends the substitution.
@TargetClass(className = "io.netty.handler.ssl.SslContext")
final class ClientTls {

    private ClientTls() {}

    @Substitute
    static SslContext newClientContextInternal(
            SslProvider provider,
            Provider sslContextProvider,
            X509Certificate[] trustCert,
            TrustManagerFactory trustManagerFactory,
            X509Certificate[] keyCertChain,
            PrivateKey key,
            String keyPassword,
            KeyManagerFactory keyManagerFactory,
            Iterable<String> ciphers,
            CipherSuiteFilter cipherFilter,
            ApplicationProtocolConfig apn,
            String[] protocols,
            long sessionCacheSize,
            long sessionTimeout,
            boolean startTls,
            boolean enableOcsp,
            SecureRandom secureRandom,
            String keyStoreType,
            String endpointIdentificationAlgorithm,
            Map.Entry<SslContextOption<?>, Object>... options)
            throws SSLException {
        if (enableOcsp) {
            throw new IllegalArgumentException("OCSP needs OpenSSL, which the executable does not contain");
        }
        Object context = new OfTheJdk(
                sslContextProvider,
                trustCert,
                trustManagerFactory,
                keyCertChain,
                key,
                keyPassword,
                keyManagerFactory,
                ciphers,
                cipherFilter,
                apn,
                protocols,
                sessionCacheSize,
                sessionTimeout,
                secureRandom,
                keyStoreType,
                endpointIdentificationAlgorithm,
                new Resumption());
        return (SslContext) context;
    }

    @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
    private static final class OfTheJdk {

        @Alias
        OfTheJdk(
                Provider sslContextProvider,
                X509Certificate[] trustCert,
                TrustManagerFactory trustManagerFactory,
                X509Certificate[] keyCertChain,
                PrivateKey key,
                String keyPassword,
                KeyManagerFactory keyManagerFactory,
                Iterable<String> ciphers,
                CipherSuiteFilter cipherFilter,
                ApplicationProtocolConfig apn,
                String[] protocols,
                long sessionCacheSize,
                long sessionTimeout,
                SecureRandom secureRandom,
                String keyStoreType,
                String endpointIdentificationAlgorithm,
                Resumption resumption)
                throws SSLException {}
    }

    @TargetClass(className = "io.netty.handler.ssl.ResumptionController")
    private static final class Resumption {

        @Alias
        Resumption() {}
    }
}
