package io.liftline.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// Renders the subset of Kustomize that deploy/kubernetes uses: `resources`, `components`, `configMapGenerator`
/// with `envs`, `images`, and `patches` as strategic merge patches. A patch applies to the object of the same kind
/// and name, list elements with a `name` are merged by name, and null removes a field. Any other field of
/// kustomization.yaml is an error.
final class Overlay {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "components", "configMapGenerator", "images", "patches");

    private Overlay() {}

    /// The objects of the directory of a kustomization.yaml, after its patches.
    static List<ObjectNode> render(Path directory) throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        apply(directory, objects);
        return objects;
    }

    /// Adds the components of these directories to an overlay.
    static List<ObjectNode> render(Path directory, Path... components) throws IOException {
        List<ObjectNode> objects = render(directory);
        for (Path component : components) {
            apply(component, objects);
        }
        return objects;
    }

    private static void apply(Path directory, List<ObjectNode> objects) throws IOException {
        JsonNode kustomization =
                YAML.readTree(directory.resolve("kustomization.yaml").toFile());
        for (String field : (Iterable<String>) kustomization::fieldNames) {
            if (!KNOWN.contains(field)) {
                throw new IOException("unsupported field '%s' in %s".formatted(field, directory));
            }
        }
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = directory.resolve(resource.asText()).normalize();
            objects.addAll(Files.isDirectory(path) ? render(path) : read(path));
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            GeneratedConfigMap.of(directory, generator).addTo(objects);
        }
        for (JsonNode component : kustomization.path("components")) {
            apply(directory.resolve(component.asText()).normalize(), objects);
        }
        for (JsonNode patch : kustomization.path("patches")) {
            for (ObjectNode change : read(directory.resolve(patch.get("path").asText()))) {
                merge(named(objects, change), change);
            }
        }
        for (JsonNode image : kustomization.path("images")) {
            objects.forEach(object -> rename(object, image));
        }
    }

    /// The objects in a YAML file.
    static List<ObjectNode> read(Path file) throws IOException {
        return read(Files.readString(file));
    }

    /// The objects in a YAML text.
    static List<ObjectNode> read(String text) throws IOException {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(text)) {
            return documents.readAll();
        }
    }

    private static void rename(JsonNode node, JsonNode image) {
        if (node instanceof ObjectNode object
                && object.path("image").asText().startsWith(image.get("name").asText() + ":")) {
            object.put(
                    "image",
                    image.get("newName").asText() + ":" + image.get("newTag").asText());
        }
        node.forEach(child -> rename(child, image));
    }

    private static ObjectNode named(List<ObjectNode> objects, JsonNode like) throws IOException {
        return objects.stream()
                .filter(object -> object.get("kind").equals(like.get("kind"))
                        && object.at("/metadata/name").equals(like.at("/metadata/name")))
                .findFirst()
                .orElseThrow(() -> new IOException("no object matches the patch " + like));
    }

    private static void merge(ObjectNode into, ObjectNode change) {
        change.properties().forEach(field -> {
            JsonNode before = into.get(field.getKey());
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (before instanceof ObjectNode object && field.getValue() instanceof ObjectNode changes) {
                merge(object, changes);
            } else if (before instanceof ArrayNode list && list.path(0).has("name")) {
                field.getValue().forEach(element -> merge(element(list, element), (ObjectNode) element));
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static ObjectNode element(ArrayNode list, JsonNode like) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(element -> element.get("name").equals(like.get("name")))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseGet(list::addObject);
    }
}
