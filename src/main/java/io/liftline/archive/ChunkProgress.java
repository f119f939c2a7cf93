package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How far a chunk has come that is at work.
@Schema(name = "ArchiveProgress")
record ChunkProgress(
        String hypertable,
        String chunk,
        int version,

        @Schema(description = "counting, reading, storing, reading_back, comparing or dropping")
        String stage,

        @Schema(description = "Rows that were read from the database so far")
        long rows,

        @Schema(description = "All rows of the chunk; null until they were counted") @JsonProperty("of_rows")
        Optional<Long> ofRows,

        @Schema(description = "Size of the Parquet file; null until it was written")
        Optional<Long> bytes) {

    /// No row was read yet.
    static ChunkProgress counting(ChunkVersion chunk) {
        return of(chunk, Stage.COUNTING, 0, Optional.empty(), Optional.empty());
    }

    /// So many of all rows were read.
    static ChunkProgress reading(ChunkVersion chunk, long rows, long of) {
        return of(chunk, Stage.READING, rows, Optional.of(of), Optional.empty());
    }

    /// The file was written.
    static ChunkProgress after(ChunkVersion chunk, Stage stage, Export export) {
        long rows = export.contents().figures().rows();
        return of(chunk, stage, rows, Optional.of(rows), Optional.of(export.bytes()));
    }

    private static ChunkProgress of(
            ChunkVersion chunk, Stage stage, long rows, Optional<Long> ofRows, Optional<Long> bytes) {
        return new ChunkProgress(
                chunk.hypertable().table(), chunk.chunk(), chunk.version(), stage.text(), rows, ofRows, bytes);
    }

    /// Whether the other one is of the same stage of the same version.
    boolean isOfStageOf(ChunkProgress other) {
        return hypertable.equals(other.hypertable)
                && chunk.equals(other.chunk)
                && version == other.version
                && stage.equals(other.stage);
    }

    /// The JSON form, which [#of(JsonNode)] reads.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("chunk")
                .put("hypertable", hypertable)
                .put("chunk", chunk)
                .put("version", version)
                .put("stage", stage)
                .put("rows", rows)
                .put("of_rows", ofRows.orElse(null))
                .put("bytes", bytes.orElse(null));
        return json;
    }

    /// The progress in the result of a task that runs. Empty if no chunk is at work.
    static Optional<ChunkProgress> of(JsonNode result) {
        JsonNode json = result.path("chunk");
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new ChunkProgress(
                json.path("hypertable").asText(),
                json.path("chunk").asText(),
                json.path("version").asInt(),
                json.path("stage").asText(),
                json.path("rows").asLong(),
                number(json.path("of_rows")),
                number(json.path("bytes"))));
    }

    private static Optional<Long> number(JsonNode json) {
        return json.isNumber() ? Optional.of(json.asLong()) : Optional.empty();
    }
}
