package io.liftline.archive.store;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.azure.core.credential.AzureSasCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The client of a container, with credentials that can change.
///
/// The annotation names classes that the SDK uses by reflection and that are missing in its metadata for native
/// executables: answers, and enumerations.
@RegisterForReflection(
        classNames = {
            "com.azure.storage.blob.implementation.models.BlobSignedIdentifierWrapper",
            "com.azure.storage.blob.implementation.models.BlobStorageError",
            "com.azure.storage.blob.implementation.models.BlobStorageExceptionInternal",
            "com.azure.storage.blob.models.BlobAudience",
            "com.azure.core.http.rest.StreamResponse",
            "com.azure.core.models.AzureCloud",
            "com.azure.identity.AzureIdentityEnvVars",
            "com.azure.identity.implementation.RegionalAuthority",
            "com.microsoft.aad.msal4j.ManagedIdentityResponse",
            "com.microsoft.aad.msal4j.ManagedIdentityErrorResponse"
        })
final class AzureAccess implements AutoCloseable {

    private static final String JDK_DIRECTORY = "java.home";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final BlobContainerClient client;
    private final Renewal renewal;
    private final ExecutorService threads;

    private AzureAccess(BlobContainerClient client, Renewal renewal, ExecutorService threads) {
        this.client = client;
        this.renewal = renewal;
        this.threads = threads;
    }

    /// Gives the client the credential as it is now.
    private interface Renewal {
        void run() throws IOException;
    }

    /// @param config without faults, see [StoreFaults]
    static AzureAccess of(AzureConfig config, Limits limits) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = http(config.caFile(), limits, threads);
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(endpoint(config))
                .containerName(config.container().orElseThrow())
                .httpClient(http)
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL,
                        limits.attempts(),
                        limits.request(),
                        FIRST_PAUSE,
                        LONGEST_PAUSE,
                        null));
        Renewal renewal = authenticate(builder, config, http);
        renewal.run();
        return new AzureAccess(builder.buildClient(), renewal, threads);
    }

    private static HttpClient http(Optional<Path> authorities, Limits limits, ExecutorService threads)
            throws IOException {
        java.net.http.HttpClient.Builder client = java.net.http.HttpClient.newBuilder();
        if (authorities.isPresent()) {
            client.sslContext(TrustedAuthorities.of(authorities.get()).context());
        }
        return builder(client)
                .executor(threads)
                .connectionTimeout(limits.connect())
                .responseTimeout(limits.request())
                .readTimeout(limits.request())
                .writeTimeout(limits.request())
                .build();
    }

    /// The class of the builder looks for a file of the JDK when it is initialized, and cannot do without the
    /// property with the JDK's directory, which a native executable does not have.
    private static JdkHttpClientBuilder builder(java.net.http.HttpClient.Builder client) {
        if (System.getProperty(JDK_DIRECTORY) != null) {
            return new JdkHttpClientBuilder(client);
        }
        System.setProperty(JDK_DIRECTORY, "");
        try {
            return new JdkHttpClientBuilder(client);
        } finally {
            System.clearProperty(JDK_DIRECTORY);
        }
    }

    static String endpoint(AzureConfig config) {
        return config.endpoint()
                .orElseGet(() -> "https://%s.blob.core.windows.net"
                        .formatted(config.account().orElseThrow()));
    }

    private static Renewal authenticate(BlobContainerClientBuilder builder, AzureConfig config, HttpClient http)
            throws IOException {
        Optional<Secret> key = Secret.of(config.sharedKey(), config.sharedKeyFile());
        if (key.isPresent()) {
            String account = config.account().orElseThrow();
            AzureNamedKeyCredential credential =
                    new AzureNamedKeyCredential(account, key.get().current());
            builder.credential(credential);
            return () -> credential.update(account, key.get().current());
        }
        Optional<Secret> sas = Secret.of(config.sas(), config.sasFile());
        if (sas.isPresent()) {
            AzureSasCredential credential = new AzureSasCredential(signature(sas.get()));
            builder.credential(credential);
            return () -> credential.update(signature(sas.get()));
        }
        ManagedIdentityCredentialBuilder identity = new ManagedIdentityCredentialBuilder().httpClient(http);
        config.clientId().ifPresent(identity::clientId);
        builder.credential(identity.build());
        return () -> {};
    }

    private static String signature(Secret sas) throws IOException {
        String text = sas.current();
        String query = text.startsWith("?") ? text.substring(1) : text;
        if (!query.matches("[\\w%&=.~:+/-]*sig=[\\w%&=.~:+/-]+")) {
            throw new IOException("the shared access signature is not of the form sv=…&sig=…");
        }
        return query;
    }

    /// The client, with the credential as it is now.
    BlobContainerClient client() throws IOException {
        renewal.run();
        return client;
    }

    /// URL of the container, without credentials.
    String container() {
        return client.getBlobContainerUrl();
    }

    @Override
    public void close() {
        threads.close();
    }
}
