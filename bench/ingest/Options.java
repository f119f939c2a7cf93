package ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the command line asks for.
///
/// @param quick small sizes and one pair: shows that everything works, says nothing about speed
/// @param executable the native executable to measure; absent: the jar
/// @param rows of the legs with 1,000 rows a request
/// @param smallRows of the legs with 10 rows a request
/// @param pairs how many of each
/// @param parts which of P1, P2, P4, P9; P3 comes with P1
record Options(boolean quick, Optional<Path> executable, int rows, int smallRows, int pairs, Set<String> parts) {

    static final String USAGE = """
            ./dev bench ingest [--quick] [--native PATH] [--rows N] [--pairs N] [--only P1,P2,P4,P9]""";

    private static final Set<String> PARTS = Set.of("P1", "P2", "P4", "P9");

    /// @throws IllegalArgumentException saying which argument is wrong
    static Options parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        Optional<Path> executable = Optional.empty();
        int rows = quick ? 100_000 : 5_000_000;
        int pairs = quick ? 1 : 5;
        Set<String> parts = new TreeSet<>(PARTS);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> {}
                case "--native" -> executable = Optional.of(executable(value(argument, rest)));
                case "--rows" -> rows = number(argument, rest, 10_000);
                case "--pairs" -> pairs = number(argument, rest, 1);
                case "--only" -> parts.retainAll(parts(value(argument, rest)));
                default -> throw new IllegalArgumentException("unknown option " + argument + "\n" + USAGE);
            }
        }
        return new Options(quick, executable, wholeBatches(rows), wholeBatches(rows / 5), pairs, parts);
    }

    private static Set<String> parts(String list) {
        Set<String> wanted = new TreeSet<>(Arrays.asList(list.split(",")));
        if (!PARTS.containsAll(wanted)) {
            throw new IllegalArgumentException("--only is " + list + ", but must be some of P1,P2,P4,P9");
        }
        return wanted;
    }

    private static Path executable(String path) {
        Path executable = Path.of(path).toAbsolutePath();
        if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
            throw new IllegalArgumentException("--native is " + path + ", but must be an executable file");
        }
        return executable;
    }

    private static int wholeBatches(int rows) {
        return rows / Batch.CAPACITY * Batch.CAPACITY;
    }

    private static int number(String option, Iterator<String> rest, int least) {
        String value = value(option, rest);
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(option + " is " + value + ", but must be a number from " + least);
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
        }
        return rest.next();
    }
}
