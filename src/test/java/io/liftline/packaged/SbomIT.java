package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Holds target/bom.json, which the images carry, to the package it was made with.
class SbomIT {

    private static final Path TARGET = Path.of("target");

    @Test
    void itIsCycloneDxAndSaysWhatItIsAbout() throws IOException {
        JsonNode bom = bom();

        assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.get("specVersion").asText()).isEqualTo("1.6");
        assertThat(bom.get("serialNumber").asText()).startsWith("urn:uuid:");
        JsonNode about = bom.at("/metadata/component");
        assertThat(about.get("type").asText()).isEqualTo("application");
        assertThat(about.get("group").asText()).isEqualTo("io.liftline");
        assertThat(about.get("name").asText()).isEqualTo("liftline");
    }

    @Test
    void everyLibraryOfTheProgramIsInIt() throws IOException {
        List<String> packaged = libraries();
        List<String> listed = components().map(SbomIT::fileName).toList();

        assertThat(packaged).hasSizeGreaterThan(100);
        assertThat(listed).containsAll(packaged);
    }

    @Test
    void everyComponentHasALicenceAHashAndAName() throws IOException {
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.at("/licenses/0").isObject()).isTrue();
            assertThat(component.get("hashes"))
                    .anyMatch(hash -> hash.get("alg").asText().equals("SHA-256"));
            assertThat(component.get("purl").asText()).startsWith("pkg:maven/");
        });
    }

    /// The names of the libraries that the build put beside the jar, or compiled into the executable.
    private static List<String> libraries() throws IOException {
        Path library = Program.isNative() ? compiled() : TARGET.resolve("quarkus-app/lib");
        try (Stream<Path> files = Files.walk(library)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("^modified-", ""))
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    private static Path compiled() throws IOException {
        try (Stream<Path> directories = Files.list(TARGET)) {
            return directories
                    .filter(directory -> directory.toString().endsWith("-native-image-source-jar"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("lib");
        }
    }

    private static Stream<JsonNode> components() throws IOException {
        return StreamSupport.stream(bom().get("components").spliterator(), false);
    }

    /// The name that Quarkus gives the file of a component.
    private static String fileName(JsonNode component) {
        return component.get("group").asText() + "." + component.get("name").asText() + "-"
                + component.get("version").asText() + ".jar";
    }

    private static JsonNode bom() throws IOException {
        return new ObjectMapper().readTree(TARGET.resolve("bom.json").toFile());
    }
}
