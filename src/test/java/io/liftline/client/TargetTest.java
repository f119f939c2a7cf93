package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @TempDir
    Path directory;

    @Test
    void theKeyComesFromAFileOrTheEnvironment() throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, "llk_a_b\n");

        assertThat(target(Map.of(), "--key", file.toString()).credential()).contains("llk_a_b");
        assertThat(target(Map.of("LIFTLINE_KEY", " llk_c_d ")).credential()).contains("llk_c_d");
        assertThat(target(Map.of("LIFTLINE_KEY", "")).credential()).isEmpty();
        assertThat(target(Map.of()).base()).hasToString("http://localhost:8080");
        assertThat(target(Map.of("LIFTLINE_URL", "https://a.example/liftline/")).uri("/api/v1/wells?limit=1"))
                .hasToString("https://a.example/liftline/api/v1/wells?limit=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --key llk_a_b                          | --key names a file with the key
                    --key pom.xml                          | the key must be one word
                    --key nowhere                          | the file of --key cannot be read: nowhere
                    --url ftp://a.example                  | --url is 'ftp://a.example', but must be like https://
                    --url https://user:pw@a.example        | but must be like https://
                    --url http://192.0.2.7:8080            | the key is not sent over http:// to another host
                    --ca nowhere                           | --ca is not a readable PEM file
                    --ca /dev/null                         | --ca is not a readable PEM file with certificates
                    """)
    void whatIsUnsafeOrWrongIsRefused(String line, String message) {
        assertThatExceptionOfType(MisuseException.class)
                .isThrownBy(() -> new Service(target(Map.of("LIFTLINE_KEY", "llk_c_d"), line.split(" "))).close())
                .withMessageContaining(message);
    }

    @Test
    void anInsecureAddressIsUsedIfThatIsSaid() {
        Map<String, String> key = Map.of("LIFTLINE_KEY", "llk_c_d");

        assertThat(target(key, "--url", "http://192.0.2.7:8080", "--insecure").credential())
                .isPresent();
        assertThat(target(key, "--url", "http://127.0.0.1:8080").credential()).isPresent();
        assertThat(target(Map.of(), "--url", "http://192.0.2.7:8080").credential())
                .isEmpty();
    }

    private static Target target(Map<String, String> environment, String... words) {
        return Target.of(new Options(Target.OPTIONS).parse(List.of(words)), environment);
    }
}
