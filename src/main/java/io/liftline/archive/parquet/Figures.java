package io.liftline.archive.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is compared between rows in the database and rows in a Parquet file. Two sets of rows with equal
/// figures are taken as equal; docs/adr/0013-what-proves-an-object.md says why.
///
/// @param rows their number
/// @param wells the number of different wells
/// @param columns the figures of each column, by its name
public record Figures(long rows, long wells, Map<String, ColumnFigures> columns) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Copies the columns.
    public Figures {
        columns = Map.copyOf(columns);
    }

    /// The figures in the JSON form of `liftline_figures`.
    ///
    /// @throws IllegalArgumentException if the text has another form
    public static Figures parse(String json, List<ArchivedColumn> columns) {
        try {
            return of(JSON.readTree(json), columns);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these are not figures", e);
        }
    }

    /// The figures in this JSON object.
    ///
    /// @throws IllegalArgumentException if it has another form
    public static Figures of(JsonNode json, List<ArchivedColumn> columns) {
        Map<String, ColumnFigures> figures = new LinkedHashMap<>();
        for (ArchivedColumn column : columns) {
            JsonNode node = json.path("columns").path(column.name());
            if (!node.isObject()) {
                throw new IllegalArgumentException("the figures have no column " + column.name());
            }
            figures.put(
                    column.name(),
                    new ColumnFigures(
                            node.path("count").asLong(),
                            text(node.path("min")),
                            text(node.path("max")),
                            new BigInteger(node.path("digest").asText())));
        }
        return new Figures(json.path("rows").asLong(), json.path("wells").asLong(), figures);
    }

    /// The JSON form.
    ///
    /// @param order the columns in the order of the result
    public ObjectNode json(List<ArchivedColumn> order) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (ArchivedColumn column : order) {
            ColumnFigures figures = of(column.name());
            all.putObject(column.name())
                    .put("count", figures.count())
                    .put("min", figures.min().orElse(null))
                    .put("max", figures.max().orElse(null))
                    .put("digest", figures.digest().toString());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rows", rows).put("wells", wells).set("columns", all);
        return json;
    }

    /// The figures of a column.
    ///
    /// @throws IllegalArgumentException if there is no such column
    public ColumnFigures of(String column) {
        ColumnFigures figures = columns.get(column);
        if (figures == null) {
            throw new IllegalArgumentException("the figures have no column " + column);
        }
        return figures;
    }

    /// What differs from other figures, a line for each difference. Empty if they are equal.
    ///
    /// @param compared the columns of both
    public List<String> differences(Figures other, List<ArchivedColumn> compared) {
        List<String> lines = new ArrayList<>();
        if (rows != other.rows) {
            lines.add("rows: %d and %d".formatted(rows, other.rows));
        }
        if (wells != other.wells) {
            lines.add("wells: %d and %d".formatted(wells, other.wells));
        }
        for (ArchivedColumn column : compared) {
            ColumnFigures ours = of(column.name()).normalized(column.kind());
            ColumnFigures theirs = other.of(column.name()).normalized(column.kind());
            if (!ours.equals(theirs)) {
                lines.add("%s: %s and %s".formatted(column.name(), ours, theirs));
            }
        }
        return lines;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
    }
}
