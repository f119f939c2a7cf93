package io.liftline.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a command writes.
///
/// @param out for the result
/// @param err for progress, notes and errors
/// @param isScreen whether a person watches `err`, so that a line may be rewritten
record Terminal(PrintStream out, PrintStream err, boolean isScreen) {

    /// The streams of the process. Text is UTF-8 in every locale: units have a degree sign.
    static Terminal ofProcess() {
        return new Terminal(utf8(FileDescriptor.out), utf8(FileDescriptor.err), isTerminal());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// Java cannot say whether standard error is a terminal. Linux can; elsewhere it is none.
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
