package io.liftline.archive.store;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Stores a file as a block blob, by requests of 8 MiB. The blob becomes visible by the last one, if there is none of
/// that name.
///
/// @param client the blob
/// @param limits the limits of the store
record BlockUpload(BlockBlobClient client, Limits limits) {

    void run(FileParts parts) throws IOException {
        Found.tag((parts.bytes() <= RemoteService.PART_BYTES ? atOnce(parts.whole()) : inBlocks(parts)).getETag());
    }

    private BlockBlobItem atOnce(byte[] content) {
        return client.uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                                .setContentMd5(FileParts.md5(content))
                                .setRequestConditions(ifAbsent()),
                        limits.call(),
                        Context.NONE)
                .getValue();
    }

    private BlockBlobItem inBlocks(FileParts parts) throws IOException {
        UUID upload = UUID.randomUUID();
        List<String> blocks = new ArrayList<>();
        parts.each((number, content) -> {
            String block = name(upload, number);
            client.stageBlockWithResponse(
                    new BlockBlobStageBlockOptions(block, BinaryData.fromBytes(content))
                            .setContentMd5(FileParts.md5(content)),
                    limits.call(),
                    Context.NONE);
            blocks.add(block);
        });
        return client.commitBlockListWithResponse(
                        new BlockBlobCommitBlockListOptions(blocks).setRequestConditions(ifAbsent()),
                        limits.call(),
                        Context.NONE)
                .getValue();
    }

    /// Blocks of two uploads of the same blob must have different names, and all names the same length.
    private static String name(UUID upload, int number) {
        return Base64.getEncoder()
                .encodeToString("%s-%06d".formatted(upload, number).getBytes(StandardCharsets.US_ASCII));
    }

    private static BlobRequestConditions ifAbsent() {
        return new BlobRequestConditions().setIfNoneMatch("*");
    }
}
