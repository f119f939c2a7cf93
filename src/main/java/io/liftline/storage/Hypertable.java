package io.liftline.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A hypertable: its chunks, its size, and what its policies do with old chunks.
@RegisterForReflection
@Schema(name = "Hypertable")
record Hypertable(
        String name,

        @Schema(description = "Time range of a chunk, ISO 8601", examples = "P1D")
        @JsonProperty("chunk_interval")
        @Nullable
        String chunkInterval,

        long chunks,
        @JsonProperty("compressed_chunks") long compressedChunks,

        @Schema(description = "Size in bytes, indexes included")
        long bytes,

        @Schema(description = "Size of the compressed chunks before their compression; null if none is compressed")
        @JsonProperty("bytes_before_compression")
        @Nullable
        Long bytesBefore,

        @Schema(description = "Size of the compressed chunks; null if none is compressed")
        @JsonProperty("bytes_after_compression")
        @Nullable
        Long bytesAfter,

        @Schema(description = "Size before compression over size after it; null if no chunk is compressed")
        @JsonProperty("compression_ratio")
        @Nullable
        Double ratio,

        @Schema(description = "Start of the oldest chunk; null without chunks") @Nullable
        Instant oldest,

        @Schema(description = "End of the newest chunk, exclusive; null without chunks") @Nullable
        Instant newest,

        @Schema(description = "Age at which the database compresses a chunk; null if it does not", examples = "P7D")
        @JsonProperty("compress_after")
        @Nullable
        String compressAfter,

        @Schema(description = "Age at which a chunk is archived; null without a store", examples = "P7D")
        @JsonProperty("archive_after")
        @Nullable
        String archiveAfter,

        @Schema(
                description =
                        "Age at which a chunk is dropped: by the archive, when it is verified; without a store, by a policy of"
                                + " the database; null if nothing drops it",
                examples = "P30D")
        @JsonProperty("retain_for")
        @Nullable
        String retainFor) {

    /// All hypertables of the service.
    @RegisterForReflection
    @Schema(name = "Hypertables")
    record Hypertables(List<Hypertable> hypertables) {}

    /// Reads a row of [StorageSql#HYPERTABLES].
    static Hypertable of(Row row, Ages ages) {
        long before = row.getLong("bytes_before");
        long after = row.getLong("bytes_after");
        boolean compressed = row.getLong("compressed_chunks") > 0 && after > 0;
        return new Hypertable(
                row.getString("name"),
                StoredDuration.of(row, "chunk_interval"),
                row.getLong("chunks"),
                row.getLong("compressed_chunks"),
                row.getLong("bytes"),
                compressed ? before : null,
                compressed ? after : null,
                compressed ? (double) before / after : null,
                Times.instant(row, "oldest"),
                Times.instant(row, "newest"),
                StoredDuration.of(row, "compress_after"),
                ages.archiveAfter(row.getString("name")),
                ages.isOff() ? StoredDuration.of(row, "retain_for") : ages.dropAfter(row.getString("name")));
    }
}
