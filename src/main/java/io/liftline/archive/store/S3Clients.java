package io.liftline.archive.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Makes the client of a bucket. The annotation names the XML parser of the JDK, which the SDK uses by
/// reflection.
@RegisterForReflection(classNames = "com.sun.xml.internal.stream.XMLInputFactoryImpl")
final class S3Clients {

    private S3Clients() {}

    /// @param config without faults, see [StoreFaults]
    static S3Client client(S3Config config, Limits limits) throws IOException {
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.request());
        Optional<Path> authorities = config.caFile();
        if (authorities.isPresent()) {
            TrustedAuthorities trusted = TrustedAuthorities.of(authorities.get());
            http.tlsTrustManagersProvider(trusted::managers);
        }
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(http)
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(credentials(config))
                // Most services other than Amazon's do not know the checksums that the SDK adds by default.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // HttpURLConnection waits 5 s for the answer to Expect, which some services never send.
                .serviceConfiguration(service -> service.expectContinueEnabled(false))
                .overrideConfiguration(call -> call.apiCallAttemptTimeout(limits.request())
                        .apiCallTimeout(limits.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(limits.attempts())
                                .build()));
        config.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        Optional<Secret> access = Secret.of(config.accessKey(), config.accessKeyFile());
        Optional<Secret> secret = Secret.of(config.secretKey(), config.secretKeyFile());
        return access.isPresent() && secret.isPresent()
                ? () -> AwsBasicCredentials.create(now(access.get()), now(secret.get()))
                : DefaultCredentialsProvider.builder().build();
    }

    private static String now(Secret secret) {
        try {
            return secret.current();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
