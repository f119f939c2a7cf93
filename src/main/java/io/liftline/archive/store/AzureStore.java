package io.liftline.archive.store;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A container of Azure Blob Storage. Objects are block blobs; one of more than 8 MiB is stored as several
/// blocks, which become visible together.
final class AzureStore implements RemoteService {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    /// Azure discards the blocks of an unfinished upload when another one of the same name is finished.
    private static final String INVALID_BLOCK_LIST = "InvalidBlockList";

    private final AzureAccess access;
    private final Limits limits;

    private AzureStore(AzureAccess access, Limits limits) {
        this.access = access;
        this.limits = limits;
    }

    /// Opens the store. It makes no request yet.
    ///
    /// @throws IOException if a file of the configuration cannot be read
    static ObjectStore open(AzureConfig config, Limits limits) throws IOException {
        return new RemoteStore(new AzureStore(AzureAccess.of(config, limits), limits), limits);
    }

    @Override
    public Optional<Found> find(String name) throws IOException {
        try {
            BlobProperties properties = blob(name)
                    .getPropertiesWithResponse(null, limits.call(), Context.NONE)
                    .getValue();
            return Optional.of(new Found(name, properties.getBlobSize(), Found.tag(properties.getETag())));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND && BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public byte[] read(Found object, long offset, int length) throws IOException {
        return blob(object.name())
                .downloadContentWithResponse(
                        new DownloadRetryOptions().setMaxRetryRequests(limits.attempts() - 1),
                        new BlobRequestConditions().setIfMatch(object.tag()),
                        new BlobRange(offset, (long) length),
                        false,
                        limits.call(),
                        Context.NONE)
                .getValue()
                .toBytes();
    }

    @Override
    public PutOutcome upload(String name, Path file, long bytes) throws IOException {
        try {
            new BlockUpload(blob(name).getBlockBlobClient(), limits).run(new FileParts(file, bytes, limits));
            return PutOutcome.STORED;
        } catch (BlobStorageException e) {
            if (mayExist(e) && find(name).isPresent()) {
                return PutOutcome.ALREADY_THERE;
            }
            throw e;
        }
    }

    private static boolean mayExist(BlobStorageException e) {
        return e.getStatusCode() == CONFLICT
                || e.getStatusCode() == PRECONDITION_FAILED
                || INVALID_BLOCK_LIST.equals(code(e));
    }

    /// The service starts at `after` and includes it; older ones start at the first blob.
    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(limit);
        if (!after.isEmpty()) {
            options.setStartFrom(after);
        }
        List<StoredObject> objects = new ArrayList<>();
        for (BlobItem blob : container().listBlobs(options, limits.call())) {
            if (blob.getName().compareTo(after) > 0) {
                objects.add(
                        new StoredObject(blob.getName(), blob.getProperties().getContentLength()));
            }
            if (objects.size() == limit) {
                break;
            }
        }
        return objects;
    }

    @Override
    public ServiceFailure failure(RuntimeException thrown) {
        return switch (thrown) {
            case BlobStorageException e -> new ServiceFailure.Answered(e.getStatusCode(), code(e));
            case ClientAuthenticationException _ ->
                new ServiceFailure.Unanswered("there is no token for the managed identity on this machine");
            case HttpResponseException e
            when e.getResponse() != null ->
                new ServiceFailure.Answered(e.getResponse().getStatusCode(), "");
            default -> ServiceFailure.unanswered(thrown);
        };
    }

    private static String code(BlobStorageException e) {
        return Objects.toString(e.getErrorCode(), "");
    }

    @Override
    public String describe() {
        return "Azure container " + access.container();
    }

    @Override
    public void close() {
        access.close();
    }

    private BlobClient blob(String name) throws IOException {
        return container().getBlobClient(name);
    }

    private BlobContainerClient container() throws IOException {
        return access.client();
    }
}
