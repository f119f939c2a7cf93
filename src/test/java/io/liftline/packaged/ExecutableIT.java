package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Checks the size and the glibc version of the native executable, which
/// src/main/docker/Dockerfile.native-micro depends on.
class ExecutableIT {

    /// In bytes. The goal of 220 MB for the image leaves 133 MB to the executable, which has 128.7 MB (ADR 0014).
    /// This limit keeps it from growing unnoticed.
    private static final long LARGEST = 132_000_000;

    /// The minor version of glibc 2.34, which UBI 9 has.
    private static final int NEWEST_GLIBC = 34;

    private static final Pattern NEEDS = Pattern.compile("GLIBC_2\\.(\\d+)");

    @BeforeEach
    void itIsNative() {
        assumeThat(Program.isNative()).as("the program is an executable").isTrue();
    }

    @Test
    void theExecutableFitsTheSizeOfTheImage() throws IOException {
        assertThat(Files.size(Program.file())).isLessThan(LARGEST);
    }

    /// An executable names the glibc symbol versions it needs as text. Linked on a newer system, it may need newer
    /// ones.
    @Test
    void itNeedsNoNewerGlibcThanTheBaseImageHas() throws IOException {
        Path file = Program.file();

        String text = Files.readString(file, StandardCharsets.ISO_8859_1);

        assertThat(NEEDS.matcher(text).results().map(ExecutableIT::version))
                .isNotEmpty()
                .allSatisfy(version -> assertThat(version).isLessThanOrEqualTo(NEWEST_GLIBC));
    }

    private static int version(MatchResult needed) {
        return Integer.parseInt(needed.group(1));
    }
}
