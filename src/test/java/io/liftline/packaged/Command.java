package io.liftline.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs a command of the operating system.
final class Command {

    private static final int TIMEOUT_SECONDS = 120;

    private Command() {}

    /// Runs a command and returns its output.
    ///
    /// @throws IOException if its exit status is not 0, or it takes longer than two minutes
    static String run(String... command) throws IOException {
        Path output = Files.createTempFile("liftline-", ".out"); // not a pipe: a server it starts would keep that open
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                process.destroy();
                throw new IOException("'%s' failed: %s".formatted(String.join(" ", command), text));
            }
            return text.strip();
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }
}
