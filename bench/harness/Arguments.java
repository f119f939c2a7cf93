package harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// The command line of a benchmark: options, some of which have a value.
public final class Arguments {

    /// The program that is measured if none is named.
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final List<String> all;
    private final Iterator<String> rest;
    private final String usage;
    private String option = "";

    private Arguments(List<String> all, String usage) {
        this.all = all;
        this.rest = all.iterator();
        this.usage = usage;
    }

    /// Reads a command line. Exits with 2, after a message, if the reader throws [IllegalArgumentException].
    public static <T> T read(String[] arguments, String usage, Function<Arguments, T> reader) {
        try {
            return reader.apply(new Arguments(List.of(arguments), usage));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    /// Whether `--quick` is among them.
    public boolean isQuick() {
        return all.contains("--quick");
    }

    public boolean hasNext() {
        return rest.hasNext();
    }

    /// The next option.
    public String next() {
        option = rest.next();
        return option;
    }

    /// What to throw if this option is not known.
    public IllegalArgumentException unknown() {
        return new IllegalArgumentException("unknown option " + option + "\n" + usage);
    }

    /// The value of this option.
    ///
    /// @throws IllegalArgumentException if it has none
    public String value() {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value\n" + usage);
        }
        return rest.next();
    }

    /// The value of this option, a whole number.
    ///
    /// @throws IllegalArgumentException if it is not one from `least` to `most`
    public int number(int least, int most) {
        String value = value();
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be a number from %,d to %,d".formatted(option, value, least, most));
        }
        return Integer.parseInt(value);
    }

    /// The value of this option, an executable file.
    ///
    /// @throws IllegalArgumentException if it is not one
    public Path executable() {
        return executable(value(), "");
    }

    /// The value of this option, an executable file or a jar.
    ///
    /// @throws IllegalArgumentException if it is neither
    public Path jarOrExecutable() {
        String value = value();
        Path jar = Path.of(value).toAbsolutePath();
        return value.endsWith(".jar") && Files.isRegularFile(jar) ? jar : executable(value, " or a jar");
    }

    private Path executable(String value, String orElse) {
        Path executable = Path.of(value).toAbsolutePath();
        if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be an executable file%s".formatted(option, value, orElse));
        }
        return executable;
    }
}
