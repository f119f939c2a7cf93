package io.liftline.client;

import java.util.List;
import java.util.Map;

/// A command of the program that uses the HTTP API.
interface Command {

    /// The help.
    String usage();

    /// Runs the command.
    ///
    /// @param words the command line after the name of the command
    /// @param environment the environment variables
    /// @return the exit status
    /// @throws MisuseException if the command line is wrong
    /// @throws StoppedException if it cannot go on
    int run(List<String> words, Map<String, String> environment, Terminal terminal);
}
