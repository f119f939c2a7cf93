package io.liftline.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Gives parameters and properties their types by name, because a name means the same on every route. The methods
/// of resources take texts, so that their errors are in the words of the service.
final class NamedTypes {

    /// Lists of one of the named values.
    private static final Map<String, String> LISTS = Map.of(
            "channels", "ChannelName",
            "severity", "Severity",
            "aggregates", "Aggregate");

    /// Properties that are lists of one of the named values.
    private static final Map<String, String> PROPERTIES = Map.of("roles", "Role");

    /// One of the named values.
    private static final Map<String, String> CHOICES = Map.of(
            "order", "Order",
            "fill", "Fill",
            "mode", "ValueMode",
            "hypertable", "HypertableName");

    /// Numbers from 1, and their maximums.
    private static final Map<String, Integer> COUNTS = Map.of("limit", 10_000, "max_points", 10_000, "points", 48);

    private static final String WELL = "WELL-001";
    private static final int LONGEST_WELL = 50;

    private NamedTypes() {}

    static void apply(OpenAPI document) {
        document.getComponents().getSchemas().values().forEach(NamedTypes::apply);
        for (Operation operation : Operations.of(document)) {
            Stream.ofNullable(operation.getParameters())
                    .flatMap(List::stream)
                    .filter(parameter -> parameter.getSchema() != null)
                    .forEach(parameter -> apply(parameter, operation));
        }
    }

    private static void apply(Schema schema) {
        if (schema.getProperties() != null) {
            PROPERTIES.forEach(
                    (name, type) -> Optional.ofNullable(schema.getProperties().get(name))
                            .ifPresent(property -> property.setItems(reference(type))));
        }
    }

    private static void apply(Parameter parameter, Operation operation) {
        Schema schema = parameter.getSchema();
        String name = parameter.getName();
        if ("".equals(schema.getDefaultValue())) {
            schema.setDefaultValue(null);
        }
        if (LISTS.containsKey(name)) {
            schema.setItems(reference(LISTS.get(name)));
        } else if (CHOICES.containsKey(name)) {
            parameter.setSchema(reference(CHOICES.get(name)));
        } else if (COUNTS.containsKey(name)) {
            schema.setType(List.of(SchemaType.INTEGER));
            schema.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(COUNTS.get(name)));
        } else if (name.equals("well_id")) {
            schema.minLength(1).maxLength(LONGEST_WELL);
            parameter.setExample(WELL);
        } else if (name.equals("format")) {
            schema.setEnumeration(formats(operation));
        }
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref(name);
    }

    private static List<Object> formats(Operation operation) {
        List<Object> formats = new ArrayList<>();
        Operations.answerFormats(operation).distinct().forEach(type -> formats.add(format(type)));
        return formats;
    }

    private static String format(String mediaType) {
        return switch (mediaType) {
            case "application/x-ndjson" -> "ndjson";
            case "application/vnd.apache.parquet" -> "parquet";
            default -> mediaType.substring(mediaType.indexOf('/') + 1);
        };
    }
}
