package io.liftline.client;

import io.liftline.fixtures.Api;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs commands against the service that `@QuarkusTest` has started, and keeps what they write.
///
/// @param token the credential in the environment
record Shell(String token) {

    /// What a command has done.
    record Result(int status, String out, String err) {}

    Result run(String command, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        Map<String, String> environment =
                Map.of("LIFTLINE_URL", Api.underTest().base().toString(), "LIFTLINE_KEY", token);
        int status = Client.run(command, List.of(words), environment, terminal);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
