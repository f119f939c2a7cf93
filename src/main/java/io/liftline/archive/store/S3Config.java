package io.liftline.archive.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Configuration of a store in Amazon S3 or a service with its API, under `liftline.archive.s3`. It is in use
/// if `bucket` is set. Without an access key, the credentials are those that the AWS SDK finds by itself: the
/// environment, `~/.aws`, or the role of the Kubernetes service account, container or virtual machine.
@ConfigMapping(prefix = "liftline.archive.s3")
public interface S3Config {

    /// URL of the service, without bucket and query. Default: that of Amazon S3 in the region.
    Optional<String> endpoint();

    /// The region. Other services than Amazon's accept any. Default `us-east-1`.
    @WithDefault("us-east-1")
    String region();

    /// Name of the bucket, which must exist. No default.
    Optional<String> bucket();

    /// Whether the bucket is in the path of a URL instead of its host name, which most services other than
    /// Amazon's need. Default false.
    @WithDefault("false")
    boolean pathStyle();

    /// The access key id. No default.
    Optional<String> accessKey();

    /// File with the access key id. It is read for each request, so a new key needs no restart. No default.
    Optional<Path> accessKeyFile();

    /// The secret access key. No default.
    Optional<String> secretKey();

    /// File with the secret access key. It is read for each request. No default.
    Optional<Path> secretKeyFile();

    /// PEM file with the certificates of the authorities to trust. Default: the public authorities.
    Optional<Path> caFile();

    /// Whether `http://` is allowed for other hosts than this one. Default false.
    @WithDefault("false")
    boolean allowPlainHttp();
}
