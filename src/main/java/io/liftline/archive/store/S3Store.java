package io.liftline.archive.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket of Amazon S3 or of a service with its API. An object of more than 8 MiB is stored by a multipart
/// upload, whose parts become visible together.
final class S3Store implements RemoteService {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final String IF_ABSENT = "*";

    private final S3Client client;
    private final String bucket;
    private final String place;
    private final Limits limits;

    private S3Store(S3Client client, String bucket, String place, Limits limits) {
        this.client = client;
        this.bucket = bucket;
        this.place = place;
        this.limits = limits;
    }

    /// Opens the store. It makes no request yet.
    ///
    /// @throws IOException if a file of the configuration cannot be read
    static ObjectStore open(S3Config config, Limits limits) throws IOException {
        String bucket = config.bucket().orElseThrow();
        String place = "S3 bucket %s of %s".formatted(bucket, config.endpoint().orElse("region " + config.region()));
        return new RemoteStore(new S3Store(S3Clients.client(config, limits), bucket, place, limits), limits);
    }

    /// The answer to HEAD has no body, so it does not tell a missing object from a missing bucket.
    @Override
    public Optional<Found> find(String name) throws IOException {
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(name));
            return Optional.of(new Found(name, head.contentLength(), Found.tag(head.eTag())));
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
            client.headBucket(request -> request.bucket(bucket));
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(Found object, long offset, int length) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(object.name())
                .ifMatch(object.tag())
                .range("bytes=%d-%d".formatted(offset, offset + length - 1))
                .build();
        return client.getObject(request, ResponseTransformer.toBytes()).asByteArrayUnsafe();
    }

    @Override
    public PutOutcome upload(String name, Path file, long bytes) throws IOException {
        FileParts parts = new FileParts(file, bytes, limits);
        try {
            if (bytes > PART_BYTES) {
                new MultipartUpload(client, bucket, name).run(parts);
            } else {
                byte[] content = parts.whole();
                PutObjectRequest request = PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(name)
                        .contentMD5(MultipartUpload.md5(content))
                        .ifNoneMatch(IF_ABSENT)
                        .build();
                Found.tag(client.putObject(request, RequestBody.fromBytes(content))
                        .eTag());
            }
            return PutOutcome.STORED;
        } catch (S3Exception e) {
            if (mayExist(e) && find(name).isPresent()) {
                return PutOutcome.ALREADY_THERE;
            }
            throw e;
        }
    }

    /// S3 answers 409 if another upload of the object ends at the same time, and 404 if an upload whose answer
    /// was lost is completed again.
    private static boolean mayExist(S3Exception e) {
        return switch (e.statusCode()) {
            case CONFLICT, PRECONDITION_FAILED, NOT_FOUND -> true;
            default -> false;
        };
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix);
        if (!after.isEmpty()) {
            request.startAfter(after);
        }
        List<StoredObject> objects = new ArrayList<>();
        ListObjectsV2Response page;
        do {
            page = client.listObjectsV2(request.maxKeys(limit - objects.size()).build());
            if (page.name() == null) {
                throw new IOException("the answer is not the list of a bucket");
            }
            page.contents().forEach(object -> objects.add(new StoredObject(object.key(), object.size())));
            request.continuationToken(page.nextContinuationToken());
        } while (Boolean.TRUE.equals(page.isTruncated()) && objects.size() < limit);
        return objects;
    }

    @Override
    public ServiceFailure failure(RuntimeException thrown) {
        return switch (thrown) {
            case AwsServiceException e -> {
                AwsErrorDetails details = e.awsErrorDetails();
                String code = details == null || details.errorCode() == null ? "" : details.errorCode();
                yield new ServiceFailure.Answered(e.statusCode(), code);
            }
            default -> ServiceFailure.unanswered(thrown);
        };
    }

    @Override
    public String describe() {
        return place;
    }

    @Override
    public void close() {
        client.close();
    }
}
