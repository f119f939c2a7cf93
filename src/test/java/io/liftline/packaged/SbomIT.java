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

/// Checks target/bom.json, the SBOM in the images, against the libraries of the package.
class SbomIT {

    private static final Path TARGET = Path.of("target");

    @Test
    void theSbomIsCycloneDxAndDescribesLiftline() throws IOException {
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
    void everyPackagedLibraryIsListed() throws IOException {
        List<String> packaged = libraries();
        List<String> listed = components().map(SbomIT::fileName).toList();

        assertThat(packaged).hasSizeGreaterThan(100);
        assertThat(listed).containsAll(packaged);
    }

    @Test
    void everyComponentHasALicenceAHashAndAPackageUrl() throws IOException {
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.at("/licenses/0").isObject()).isTrue();
            assertThat(component.get("hashes"))
                    .anyMatch(hash -> hash.get("alg").asText().equals("SHA-256"));
            assertThat(component.get("purl").asText()).startsWith("pkg:maven/");
        });
    }

    /// The file names of the libraries in the package, or of those compiled into the executable.
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

    /// The file name that Quarkus uses for a component.
    private static String fileName(JsonNode component) {
        return component.get("group").asText() + "." + component.get("name").asText() + "-"
                + component.get("version").asText() + ".jar";
    }

    private static JsonNode bom() throws IOException {
        return new ObjectMapper().readTree(TARGET.resolve("bom.json").toFile());
    }
}
