package io.liftline.archive.store;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Checks the configuration of stores on the network: values out of range, and values that contradict each
/// other.
final class StoreFaults {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final long SLOWEST_PACE = 64_000;
    private static final int MOST_ATTEMPTS = 10;
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]");

    private final List<String> lines = new ArrayList<>();

    /// One line per error, with the key and the rule. Empty if the configuration is valid.
    static List<String> of(StoreConfig store, AzureConfig azure, S3Config s3, TransferConfig transfer) {
        StoreFaults faults = new StoreFaults();
        StoreKind kind = store.store();
        faults.ofKind(
                kind,
                StoreKind.DIRECTORY,
                "liftline.archive.directory",
                store.directory().isPresent());
        faults.ofKind(
                kind,
                StoreKind.AZURE,
                "liftline.archive.azure.container",
                azure.container().isPresent());
        faults.ofKind(
                kind, StoreKind.S3, "liftline.archive.s3.bucket", s3.bucket().isPresent());
        faults.ofAzure(azure);
        faults.ofS3(s3);
        faults.ofTransfer(transfer);
        return faults.lines;
    }

    /// A store needs its place. The place of a store that is not selected was probably meant to be used.
    private void ofKind(StoreKind selected, StoreKind kind, String key, boolean isSet) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        String selectedName = selected.name().toLowerCase(Locale.ROOT);
        unless(selected != kind || isSet, "liftline.archive.store is %s, so %s must be set".formatted(name, key));
        unless(selected == kind || !isSet, "%s is set, but liftline.archive.store is %s".formatted(key, selectedName));
    }

    private void ofAzure(AzureConfig config) {
        String prefix = "liftline.archive.azure.";
        if (config.container().isEmpty()) {
            unless(
                    config.account().isEmpty() && config.endpoint().isEmpty(),
                    prefix + "container is not set, but other settings of the store are");
            return;
        }
        unless(
                config.account().isPresent() || config.endpoint().isPresent(),
                prefix + "account is not set: it or endpoint is needed");
        config.endpoint().ifPresent(endpoint -> ofEndpoint(prefix, endpoint, config.allowPlainHttp()));
        boolean key = config.sharedKey().isPresent() || config.sharedKeyFile().isPresent();
        boolean sas = config.sas().isPresent() || config.sasFile().isPresent();
        long credentials = Stream.of(
                        config.sharedKey().isPresent(),
                        config.sharedKeyFile().isPresent(),
                        config.sas().isPresent(),
                        config.sasFile().isPresent(),
                        config.managedIdentity())
                .filter(set -> set)
                .count();
        unless(
                credentials == 1,
                prefix + "shared-key, shared-key-file, sas, sas-file and managed-identity: exactly one is needed, and "
                        + credentials + " are set");
        unless(!key || config.account().isPresent(), prefix + "account is not set, a shared key needs it");
        unless(
                key || sas || config.endpoint().filter(StoreFaults::isPlain).isEmpty(),
                prefix + "managed-identity needs an endpoint with https://");
        ofFiles(prefix + "shared-key-file", config.sharedKeyFile());
        ofFiles(prefix + "sas-file", config.sasFile());
        ofFiles(prefix + "ca-file", config.caFile());
    }

    private void ofS3(S3Config config) {
        String prefix = "liftline.archive.s3.";
        if (config.bucket().isEmpty()) {
            unless(config.endpoint().isEmpty(), prefix + "bucket is not set, but other settings of the store are");
            return;
        }
        config.endpoint().ifPresent(endpoint -> ofEndpoint(prefix, endpoint, config.allowPlainHttp()));
        ofPair(prefix + "access-key", config.accessKey(), config.accessKeyFile());
        ofPair(prefix + "secret-key", config.secretKey(), config.secretKeyFile());
        boolean access =
                config.accessKey().isPresent() || config.accessKeyFile().isPresent();
        boolean secret =
                config.secretKey().isPresent() || config.secretKeyFile().isPresent();
        unless(access == secret, prefix + "access-key and secret-key: only one is set, both or none are needed");
        ofFiles(prefix + "access-key-file", config.accessKeyFile());
        ofFiles(prefix + "secret-key-file", config.secretKeyFile());
        ofFiles(prefix + "ca-file", config.caFile());
    }

    private void ofTransfer(TransferConfig config) {
        String prefix = "liftline.archive.transfer.";
        atLeast(prefix + "connect-timeout", config.connectTimeout(), SHORTEST_TIMEOUT);
        atLeast(prefix + "request-timeout", config.requestTimeout(), SHORTEST_TIMEOUT);
        atLeast(prefix + "object-timeout", config.objectTimeout(), config.requestTimeout());
        unless(
                config.attempts() >= 1 && config.attempts() <= MOST_ATTEMPTS,
                "%sattempts is %d, it must be between 1 and %d".formatted(prefix, config.attempts(), MOST_ATTEMPTS));
        config.maxBytesPerSecond()
                .ifPresent(bytes -> unless(
                        bytes.asLongValue() >= SLOWEST_PACE,
                        "%smax-bytes-per-second is %d, it must be at least %d"
                                .formatted(prefix, bytes.asLongValue(), SLOWEST_PACE)));
    }

    private void ofEndpoint(String prefix, String text, boolean plainAllowed) {
        Optional<URI> url = url(text);
        boolean usable = url.filter(StoreFaults::isUsable).isPresent();
        unless(usable, prefix + "endpoint is no URL of the form https://host:port without credentials and query");
        unless(
                !usable
                        || plainAllowed
                        || !isPlain(text)
                        || isLoopback(url.get().getHost()),
                prefix + "endpoint is http:// and not this host, which sends data and signatures in the clear: use"
                        + " https://, or set " + prefix + "allow-plain-http=true");
    }

    private static boolean isUsable(URI url) {
        return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String endpoint) {
        return endpoint.regionMatches(true, 0, "http:", 0, "http:".length());
    }

    /// Without a look-up of other names: what they mean may change.
    private static boolean isLoopback(String host) {
        return LOOPBACK_NAMES.contains(host) || (host.matches("127\\.[0-9.]+") && isLoopbackAddress(host));
    }

    private static boolean isLoopbackAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void ofPair(String key, Optional<String> value, Optional<Path> file) {
        unless(value.isEmpty() || file.isEmpty(), "%s and %s-file are both set, one is needed".formatted(key, key));
    }

    private void ofFiles(String key, Optional<Path> file) {
        file.ifPresent(path -> unless(Files.isReadable(path), "%s is %s, which cannot be read".formatted(key, path)));
    }

    private void atLeast(String key, Duration value, Duration least) {
        unless(value.compareTo(least) >= 0, "%s is %s, it must be at least %s".formatted(key, value, least));
    }

    private void unless(boolean holds, String line) {
        if (!holds) {
            lines.add(line);
        }
    }
}
