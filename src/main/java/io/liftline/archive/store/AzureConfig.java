package io.liftline.archive.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Configuration of a store in Azure Blob Storage, under `liftline.archive.azure`. It is in use if `container`
/// is set. Exactly one credential is needed: a shared key, a SAS, or the managed identity.
@ConfigMapping(prefix = "liftline.archive.azure")
public interface AzureConfig {

    /// Name of the storage account. No default.
    Optional<String> account();

    /// URL of the account, without container and query. Default `https://<account>.blob.core.windows.net`.
    Optional<String> endpoint();

    /// Name of the container, which must exist. No default.
    Optional<String> container();

    /// An access key of the account, in Base64. No default.
    Optional<String> sharedKey();

    /// File with the access key. It is read for each call, so a new key needs no restart. No default.
    Optional<Path> sharedKeyFile();

    /// A shared access signature of the container: the text after `?`. No default.
    Optional<String> sas();

    /// File with the shared access signature. It is read for each call. No default.
    Optional<Path> sasFile();

    /// Whether to use the managed identity of the virtual machine, or the workload identity of the Kubernetes
    /// pod. Default false.
    @WithDefault("false")
    boolean managedIdentity();

    /// Client id of a user-assigned managed identity. Default: the system-assigned one.
    Optional<String> clientId();

    /// PEM file with the certificates of the authorities to trust. Default: the public authorities.
    Optional<Path> caFile();

    /// Whether `http://` is allowed for other hosts than this one. Default false.
    @WithDefault("false")
    boolean allowPlainHttp();
}
