package io.liftline.archive.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liftline.parquet.ColumnKind;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// What is in a Parquet file: which rows, and their columns and figures. The file has it as JSON in its
/// metadata, under the key `liftline`, with the unit of each channel.
///
/// @param hypertable the table that the rows are of
/// @param chunk the name of the chunk, without its schema
/// @param version the version of the chunk, 1 or more
/// @param range the times that the chunk covers
/// @param schemaVersion the schema version of the program that wrote it
/// @param columns the columns in the order of the file
/// @param figures the figures of the rows in the database, in the snapshot from which they were read
public record Contents(
        String hypertable,
        String chunk,
        int version,
        TimeRange range,
        String schemaVersion,
        List<ArchivedColumn> columns,
        Figures figures) {

    /// Copies the columns.
    public Contents {
        columns = List.copyOf(columns);
    }

    /// The columns in which some row has a value, and so all that there is to read. All of them if there is no row.
    public List<ArchivedColumn> columnsWithValues() {
        return figures.rows() == 0
                ? columns
                : columns.stream()
                        .filter(column -> figures.of(column.name()).count() > 0)
                        .toList();
    }

    /// The JSON form.
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("hypertable", hypertable)
                .put("chunk", chunk)
                .put("version", version)
                .put("range_start", Timestamp.format(range.from()))
                .put("range_end", Timestamp.format(range.to()))
                .put("schema_version", schemaVersion);
        ArrayNode all = json.putArray("columns");
        for (ArchivedColumn column : columns) {
            ObjectNode one = all.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("kind", column.kind().text());
            Channel.of(column.name())
                    .ifPresent(channel -> one.put("unit", channel.unit().symbol()));
        }
        json.set("figures", figures.json(columns));
        return json;
    }

    /// The contents with this JSON form.
    ///
    /// @throws IllegalArgumentException if it has another form
    public static Contents of(JsonNode json) {
        List<ArchivedColumn> columns = new ArrayList<>();
        for (JsonNode column : json.path("columns")) {
            columns.add(new ArchivedColumn(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    ColumnKind.of(column.path("kind").asText())));
        }
        return new Contents(
                json.path("hypertable").asText(),
                json.path("chunk").asText(),
                json.path("version").asInt(),
                new TimeRange(time(json, "range_start"), time(json, "range_end")),
                json.path("schema_version").asText(),
                columns,
                Figures.of(json.path("figures"), columns));
    }

    private static long time(JsonNode json, String name) {
        String text = json.path(name).asText();
        return Timestamp.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("%s is '%s', not a time".formatted(name, text)));
    }
}
