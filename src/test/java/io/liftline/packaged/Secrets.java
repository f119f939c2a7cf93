package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What must not be in a log: the secrets that a program was started with, and everything that looks like a credential.
///
/// @param settings the values of secret settings
record Secrets(List<String> settings) {

    /// Shorter values may be words of a log line.
    private static final int LEAST_LENGTH = 12;

    private static final Pattern NAME = Pattern.compile(".*(PASSWORD|KEY|SECRET|SAS).*");

    /// A token, an API key, a refresh token, a password hash, a private key.
    private static final Pattern CREDENTIAL = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
            + "|llk_[a-z2-7]{12}_[A-Za-z0-9_-]{8,}"
            + "|llr_[A-Za-z0-9_-]{8,}"
            + "|\\$2b\\$\\d\\d\\$"
            + "|PRIVATE KEY");

    /// The secrets of an environment. Names of files are none.
    static Secrets of(Map<String, String> environment) {
        return new Secrets(environment.entrySet().stream()
                .filter(setting -> NAME.matcher(setting.getKey()).matches()
                        && !setting.getKey().endsWith("_FILE")
                        && setting.getValue().length() >= LEAST_LENGTH)
                .map(Map.Entry::getValue)
                .toList());
    }

    /// Asserts that no line of the log has one of them. What a command prints is not its log.
    void assertNotIn(List<String> lines) {
        assertThat(lines.stream().filter(line -> line.startsWith("{"))).allSatisfy(line -> {
            assertThat(CREDENTIAL.matcher(line).find())
                    .as("a credential in the log: %s", line)
                    .isFalse();
            assertThat(settings.stream().anyMatch(line::contains))
                    .as("a secret setting in the log: %s", line)
                    .isFalse();
        });
    }
}
