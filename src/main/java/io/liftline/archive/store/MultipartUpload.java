package io.liftline.archive.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Stores a large file in a bucket by requests of 8 MiB. The object becomes visible by the last one, if there is
/// none of that name.
final class MultipartUpload {

    private final S3Client client;
    private final String bucket;
    private final String name;

    MultipartUpload(S3Client client, String bucket, String name) {
        this.client = client;
        this.bucket = bucket;
        this.name = name;
    }

    void run(FileParts file) throws IOException {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(name))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = parts(upload, file);
            Found.tag(client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(name)
                            .uploadId(upload)
                            .ifNoneMatch("*")
                            .multipartUpload(list -> list.parts(parts)))
                    .eTag());
            complete = true;
        } finally {
            if (!complete) {
                abort(upload);
            }
        }
    }

    private List<CompletedPart> parts(String upload, FileParts file) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        file.each((number, content) -> {
            UploadPartRequest request = UploadPartRequest.builder()
                    .bucket(bucket)
                    .key(name)
                    .uploadId(upload)
                    .partNumber(number)
                    .contentMD5(md5(content))
                    .build();
            String tag =
                    client.uploadPart(request, RequestBody.fromBytes(content)).eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        });
        return parts;
    }

    /// The value of the header `Content-MD5`.
    static String md5(byte[] content) {
        return Base64.getEncoder().encodeToString(FileParts.md5(content));
    }

    /// Parts of an unfinished upload cost storage. What is left if this fails, too, is removed by a rule of the
    /// bucket (docs/stores.md).
    private void abort(String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(name).uploadId(upload));
        } catch (SdkException _) {
            // the failure that led here is thrown
        }
    }
}
