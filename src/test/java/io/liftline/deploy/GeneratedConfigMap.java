package io.liftline.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A ConfigMap as Kustomize generates it: with a hash of its content behind its name, which replaces the name in
/// all references.
///
/// @param name the name without the hash
/// @param data its settings
record GeneratedConfigMap(String name, Map<String, String> data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads the files of a generator, with lines `KEY=value`.
    static GeneratedConfigMap of(Path directory, JsonNode generator) throws IOException {
        Map<String, String> data = new TreeMap<>();
        for (JsonNode file : generator.get("envs")) {
            Files.readAllLines(directory.resolve(file.asText())).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line ->
                            data.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        }
        return new GeneratedConfigMap(generator.get("name").asText(), data);
    }

    /// Adds the ConfigMap, and replaces its name in the references of the others.
    void addTo(List<ObjectNode> objects) {
        String full = name + "-" + hash();
        objects.forEach(object -> refer(object, full));
        ObjectNode map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", full);
        map.set("data", JSON.valueToTree(data));
        objects.add(map);
    }

    private void refer(JsonNode node, String full) {
        JsonNode reference = node.path("configMapRef");
        if (reference instanceof ObjectNode object
                && object.path("name").asText().equals(name)) {
            object.put("name", full);
        }
        node.forEach(child -> refer(child, full));
    }

    /// As `sigs.k8s.io/kustomize/api/hasher` computes it: the first ten hexadecimal digits of the SHA-256 of the
    /// content, some of them replaced so that they make no words.
    private String hash() {
        ObjectNode content = JSON.createObjectNode();
        content.set("data", JSON.valueToTree(data));
        content.put("kind", "ConfigMap").put("name", "");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(hash)
                    .substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
