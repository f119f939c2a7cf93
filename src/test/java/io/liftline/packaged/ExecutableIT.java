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

/// Holds the native executable to what src/main/docker/Dockerfile.native-micro takes it for.
class ExecutableIT {

    /// An image of 120 MB, less 25 MB of UBI 9 micro and 1 MB of libz and bill of materials.
    private static final long LARGEST = 94_000_000;

    /// UBI 9 has glibc 2.34.
    private static final int NEWEST_GLIBC = 34;

    private static final Pattern NEEDS = Pattern.compile("GLIBC_2\\.(\\d+)");

    @BeforeEach
    void itIsNative() {
        assumeThat(Program.isNative()).as("the program is an executable").isTrue();
    }

    @Test
    void itFitsIntoASmallImage() throws IOException {
        assertThat(Files.size(Program.file())).isLessThan(LARGEST);
    }

    /// The names of the versions it needs are in the file as text; an executable linked on a newer system needs newer
    /// ones.
    @Test
    void itRunsOnTheLibraryOfItsBase() throws IOException {
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
