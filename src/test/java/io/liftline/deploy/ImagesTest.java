package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks the Dockerfiles in src/main/docker: user, entry point, ports, labels and contents of the images.
class ImagesTest {

    private static final String NATIVE = "Dockerfile.native-micro";
    private static final String JVM = "Dockerfile.jvm";

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void theProgramIsProcessOneAndRunsAsNonRoot(String name) throws IOException {
        Dockerfile image = Dockerfile.read(name);

        assertThat(image.instructions().getLast().word()).isEqualTo("ENTRYPOINT");
        assertThat(image.all("ENTRYPOINT")).containsExactly("[\"/opt/liftline/liftline\"]");
        assertThat(image.all("CMD")).isEmpty();
        assertThat(image.all("USER")).containsExactly("1001");
        assertThat(image.all("STOPSIGNAL")).containsExactly("SIGTERM");
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void exposedPortsAreThePortsOfTheProgram(String name) throws IOException {
        assertThat(Dockerfile.read(name).all("EXPOSE"))
                .containsExactly(
                        Settings.ofProgram("quarkus.http.port") + " " + Settings.ofProgram("quarkus.management.port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void labelsHaveTitleVersionRevisionAndBase(String name) throws IOException {
        Dockerfile image = Dockerfile.read(name);

        String labels = image.all("LABEL").getFirst();

        assertThat(labels)
                .contains(
                        "org.opencontainers.image.title=\"Liftline\"",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.licenses=\"Apache-2.0\"",
                        "org.opencontainers.image.version=\"$VERSION\"",
                        "org.opencontainers.image.revision=\"$REVISION\"",
                        "org.opencontainers.image.created=\"$CREATED\"",
                        "org.opencontainers.image.base.name=\"" + image.base() + "\"");
        assertThat(image.all("ARG"))
                .containsExactly("VERSION=" + projectVersion(), "REVISION=unknown", "CREATED=unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, JVM})
    void everyBaseImageHasAVersionTag(String name) throws IOException {
        assertThat(Dockerfile.read(name).all("FROM"))
                .allSatisfy(from -> assertThat(from).matches("[\\w./-]+:\\d[\\w.-]+( AS \\w+)?"));
    }

    @Test
    void theNativeImageContainsTheExecutableItsLibrariesAndItsSbom() throws IOException {
        Dockerfile image = Dockerfile.read(NATIVE);

        assertThat(image.sources())
                .containsExactly("target/*-runner", "target/libduckdb_java.so", "target/bom.json", "LICENSE");
        assertThat(image.all("COPY"))
                .filteredOn(copy -> copy.contains("--from="))
                .containsExactly(
                        "--from=parts --chmod=0755 /tmp/libz.so.1 /tmp/libstdc++.so.6 /tmp/libgcc_s.so.1 /usr/lib64/",
                        "--from=parts --chmod=0555 /tmp/liftline /opt/liftline/liftline");
        // One RUN, in the first stage: the final image needs none.
        assertThat(image.all("RUN")).hasSize(1).first().asString().startsWith("[\"cp\"");
    }

    @Test
    void theJvmImageContainsThePackageAndItsSbom() throws IOException {
        assertThat(Dockerfile.read(JVM).sources())
                .containsExactly(
                        "target/quarkus-app/lib",
                        "target/quarkus-app/quarkus-run.jar",
                        "target/quarkus-app/quarkus",
                        "target/quarkus-app/app",
                        "target/bom.json",
                        "LICENSE",
                        "src/main/docker/liftline.sh");
    }

    @Test
    void theScriptOfTheJvmImageReplacesItselfByTheJvm() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/docker/liftline.sh")).getLast())
                .startsWith("exec java ")
                .endsWith("-jar /opt/liftline/quarkus-run.jar \"$@\"");
    }

    /// .dockerignore excludes from the build context everything that no image copies: target/ has gigabytes.
    @Test
    void theBuildContextContainsOnlyWhatIsCopied() throws IOException {
        List<String> copied = new ArrayList<>(Dockerfile.read(NATIVE).sources());
        copied.addAll(Dockerfile.read(JVM).sources());

        List<String> ignored = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(ignored.getFirst()).isEqualTo("*");
        List<String> kept = ignored.subList(1, ignored.size()).stream()
                .map(line -> line.substring(1))
                .toList();
        assertThat(kept)
                .containsExactly(
                        "target/*-runner",
                        "target/libduckdb_java.so",
                        "target/bom.json",
                        "target/quarkus-app",
                        "LICENSE",
                        "src/main/docker/liftline.sh");
        assertThat(copied)
                .allSatisfy(path ->
                        assertThat(kept).anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/")));
    }

    private static String projectVersion() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
    }
}
