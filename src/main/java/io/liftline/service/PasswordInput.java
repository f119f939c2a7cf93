package io.liftline.service;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the password for a command. It is never an argument, because other users of the machine can see
/// those.
final class PasswordInput {

    /// Names the file with the password.
    static final String OPTION = "--password-file";

    /// More than any acceptable password, so that the wrong file is not read whole.
    private static final int MAX_CHARACTERS = 4_096;

    private PasswordInput() {}

    /// The first line of the file that the options name; else of the terminal, where it is not shown; else of
    /// the standard input.
    ///
    /// @throws ProblemException 400 if it cannot be read
    static String read(CommandOptions options) {
        Optional<String> file = options.value(OPTION);
        @Nullable Console console = System.console();
        try {
            if (file.isPresent()) {
                try (BufferedReader reader = Files.newBufferedReader(Path.of(file.get()))) {
                    return firstLine(reader);
                }
            }
            if (console != null && console.isTerminal()) {
                char @Nullable [] typed = console.readPassword("Password: ");
                return typed == null ? "" : new String(typed);
            }
            return firstLine(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, "the password cannot be read: " + file.orElse("standard input"));
        }
    }

    private static String firstLine(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != -1 && c != '\n' && line.length() <= MAX_CHARACTERS; c = reader.read()) {
            line.append((char) c);
        }
        return line.toString().replaceFirst("\r$", "");
    }
}
