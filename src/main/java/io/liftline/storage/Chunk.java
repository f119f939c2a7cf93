package io.liftline.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A chunk of a hypertable.
@RegisterForReflection
@Schema(name = "Chunk", description = "A chunk of a hypertable")
record Chunk(
        String hypertable,

        @Schema(examples = "_hyper_1_42_chunk") String name,

        @Schema(description = "Start of its time range, inclusive")
        Instant from,

        @Schema(description = "End of its time range, exclusive")
        Instant to,

        @Schema(description = "Estimated number of rows; null if the database has no estimate yet") @Nullable
        Long rows,

        @Schema(description = "Size in bytes, indexes included; null if it was dropped meanwhile") @Nullable
        Long bytes,

        @Schema(description = "Size before compression; null if it is not compressed")
        @JsonProperty("bytes_before_compression")
        @Nullable
        Long bytesBefore,

        boolean compressed,

        @Schema(
                description =
                        "State of the newest version in the archive: `due`, `exported`, `stored`, `verified` or `dropped`;"
                                + " null if it has none",
                examples = "verified")
        @JsonProperty("archive_state")
        @Nullable
        String archiveState,

        @Schema(description = "The newest version in the archive; null if it has none")
        @JsonProperty("archive_version")
        @Nullable
        Integer archiveVersion) {

    /// A page of chunks.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @RegisterForReflection
    @Schema(name = "Chunks", description = "A page of chunks, ordered by hypertable and time")
    record Chunks(
            List<Chunk> chunks,

            @Schema(description = "The `cursor` for the next page; null on the last page")
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}

    /// Reads a row of [StorageSql#CHUNKS].
    static Chunk of(Row row) {
        return new Chunk(
                row.getString("hypertable"),
                row.getString("name"),
                row.getOffsetDateTime("range_start").toInstant(),
                row.getOffsetDateTime("range_end").toInstant(),
                row.getLong("rows"),
                row.getLong("bytes"),
                row.getLong("bytes_before"),
                row.getBoolean("is_compressed"),
                row.getString("archive_state"),
                row.getInteger("archive_version"));
    }
}
