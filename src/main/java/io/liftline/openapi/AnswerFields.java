package io.liftline.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/// Declares which properties an answer always has, and which may be null. Jackson writes every property, so all
/// are required, except those whose description says when they are absent. A property may be null if its
/// description says when it is. Schemas of requests declare this themselves.
final class AnswerFields {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final Pattern ABSENT = Pattern.compile("\\babsent\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NULL = Pattern.compile("\\bnull\\b", Pattern.CASE_INSENSITIVE);

    /// The component that is generated for `java.time.Instant`. Its uses are replaced by what it contains, so
    /// that one that may be null has one type.
    private static final String INSTANT = "Instant";

    private final Map<String, Schema> components;
    private final Set<String> ofRequests = new HashSet<>();
    private final Set<String> completed = new HashSet<>();

    private AnswerFields(Map<String, Schema> components) {
        this.components = components;
    }

    static void complete(OpenAPI document) {
        AnswerFields fields = new AnswerFields(document.getComponents().getSchemas());
        Operations.of(document).stream().flatMap(Operations::requests).forEach(fields::noteRequest);
        Operations.of(document).stream().flatMap(Operations::answers).forEach(fields::complete);
        document.getComponents().removeSchema(INSTANT);
    }

    private void noteRequest(Schema schema) {
        if (schema.getRef() == null) {
            parts(schema).forEach(this::noteRequest);
        } else if (ofRequests.add(name(schema))) {
            noteRequest(component(schema));
        }
    }

    private void complete(Schema schema) {
        if (schema.getRef() == null) {
            require(schema);
            parts(schema).forEach(this::complete);
        } else if (!ofRequests.contains(name(schema)) && completed.add(name(schema))) {
            complete(component(schema));
        }
    }

    private Schema component(Schema reference) {
        return Objects.requireNonNull(components.get(name(reference)), reference.getRef());
    }

    private static void require(Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        List<String> required = new ArrayList<>();
        new LinkedHashMap<>(schema.getProperties()).forEach((name, property) -> {
            schema.addProperty(name, typed(property));
            if (!says(ABSENT, property)) {
                required.add(name);
            }
        });
        if (schema.getRequired() == null) {
            schema.setRequired(required);
        }
    }

    private static Schema typed(Schema property) {
        List<Schema> choices = Optional.ofNullable(property.getAnyOf()).orElse(List.of());
        if (choices.stream().anyMatch(AnswerFields::isInstant)) {
            return nullable(instant(property.getDescription()));
        }
        Schema typed = isInstant(property) ? instant(property.getDescription()) : property;
        return says(NULL, property) ? nullable(typed) : typed;
    }

    private static boolean isInstant(Schema property) {
        return property.getRef() != null && name(property).equals(INSTANT);
    }

    private static Schema instant(@Nullable String description) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .format("date-time")
                .description(description);
    }

    private static Schema nullable(Schema property) {
        if (property.getRef() != null) {
            return OASFactory.createSchema()
                    .description(property.getDescription())
                    .anyOf(List.of(
                            OASFactory.createSchema().ref(property.getRef()),
                            OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        if (property.getType() != null && !property.getType().contains(SchemaType.NULL)) {
            property.addType(SchemaType.NULL);
        }
        return property;
    }

    private static boolean says(Pattern word, Schema property) {
        return property.getDescription() != null
                && word.matcher(property.getDescription()).find();
    }

    private static Stream<Schema> parts(Schema schema) {
        return Stream.of(
                        Stream.ofNullable(schema.getProperties()).flatMap(properties -> properties.values().stream()),
                        Stream.ofNullable(schema.getItems()),
                        Stream.ofNullable(schema.getAdditionalPropertiesSchema()),
                        Stream.of(
                                        Optional.ofNullable(schema.getOneOf()),
                                        Optional.ofNullable(schema.getAnyOf()),
                                        Optional.ofNullable(schema.getAllOf()))
                                .flatMap(Optional::stream)
                                .flatMap(List::stream))
                .flatMap(part -> part);
    }

    private static String name(Schema reference) {
        return reference.getRef().substring(COMPONENTS.length());
    }
}
