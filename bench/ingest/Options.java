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
/// @param parts which figures, as [#PARTS] names them; P3 comes with P1
record Options(boolean quick, Optional<Path> executable, int rows, int smallRows, int pairs, Set<String> parts) {

    static final String USAGE = """
            ./dev bench ingest [--quick] [--native PATH] [--rows N] [--pairs N] [--only P1,P2,P4.questdb,…]""";

    private static final List<String> PARTS = List.of(
            "P1.csv", "P1.json", "P1.ndjson", "P1.line", "P2", "P4.influxdb", "P4.victoriametrics", "P4.questdb", "P9");

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

    /// Whether any of these is wanted: a part, or all that begin with its number.
    boolean wants(String... names) {
        return Arrays.stream(names).anyMatch(name -> parts.stream().anyMatch(part -> belongs(part, name)));
    }

    private static Set<String> parts(String list) {
        Set<String> wanted = new TreeSet<>();
        for (String name : list.split(",")) {
            List<String> found =
                    PARTS.stream().filter(part -> belongs(part, name)).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "--only names " + name + ", but there are " + String.join(", ", PARTS));
            }
            wanted.addAll(found);
        }
        return wanted;
    }

    private static boolean belongs(String part, String name) {
        return part.equals(name) || part.startsWith(name + ".");
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
