package io.liftline.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A program of this machine, run to its end.
final class Command {

    private static final int PATIENCE_SECONDS = 120;

    private Command() {}

    /// What it printed; fails when its status is not 0.
    static String run(String... command) throws IOException {
        Path output = Files.createTempFile("liftline-", ".out"); // a pipe would be kept open by a server it starts
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
