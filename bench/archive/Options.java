package archive;

import java.nio.file.Path;
import java.util.List;

/// The command line.
///
/// @param program the jar or the executable
/// @param rows rows of the chunk, a multiple of the number of wells
/// @param pairs pairs of legs
record Options(Path program, long rows, int pairs, boolean quick) {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long DEFAULT_ROWS = 4_320_000; // 500 wells, a sample each 10 s, a day
    private static final long QUICK_ROWS = 100_000;

    /// @throws IllegalArgumentException if it is wrong
    static Options parse(List<String> arguments) {
        Path program = JAR;
        long rows = DEFAULT_ROWS;
        int pairs = 5;
        boolean quick = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> {
                    quick = true;
                    rows = QUICK_ROWS;
                    pairs = 1;
                }
                case "--native" -> program = Path.of(value(arguments, ++i)).toAbsolutePath();
                case "--rows" -> rows = Long.parseLong(value(arguments, ++i));
                case "--pairs" -> pairs = Integer.parseInt(value(arguments, ++i));
                default ->
                    throw new IllegalArgumentException("unknown argument " + arguments.get(i)
                            + "; there are --quick, --native PATH, --rows N, --pairs N");
            }
        }
        return new Options(program, rows, pairs, quick);
    }

    private static String value(List<String> arguments, int at) {
        if (at == arguments.size()) {
            throw new IllegalArgumentException(arguments.getLast() + " needs a value");
        }
        return arguments.get(at);
    }
}
