package query;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What the command line asks for.
///
/// @param quick small sizes and one round: shows that everything works, says nothing about speed
/// @param program to measure: a jar or an executable
/// @param rows in the seven days that are asked for
/// @param rounds how many of each, service and pgbench in turn
/// @param chunks numbers of chunks of the table; each is measured by itself
record Options(boolean quick, Path program, long rows, int rounds, List<Integer> chunks) {

    static final String USAGE =
            "./dev bench query [--quick] [--native PATH] [--rows N] [--rounds N] [--chunks 30,1000]";

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long MOST_ROWS = 30_240_000;
    private static final long QUICK_ROWS = 302_400;

    /// @throws IllegalArgumentException saying which argument is wrong
    static Options parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        Path program = JAR;
        long rows = quick ? QUICK_ROWS : MOST_ROWS;
        int rounds = quick ? 1 : 5;
        List<Integer> chunks = quick ? List.of(10, 30) : List.of(30, 1_000);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> {}
                case "--native" -> program = Path.of(value(argument, rest));
                case "--rows" -> rows = number(argument, rest, MOST_ROWS);
                case "--rounds" -> rounds = (int) number(argument, rest, 100);
                case "--chunks" ->
                    chunks = List.of(value(argument, rest).split(",", -1)).stream()
                            .map(Integer::valueOf)
                            .toList();
                default -> throw new IllegalArgumentException("unknown argument " + argument + "; " + USAGE);
            }
        }
        if (!Files.isRegularFile(program)) {
            throw new IllegalArgumentException("there is no program " + program);
        }
        if (chunks.stream().anyMatch(number -> number < DataSet.DAYS + 1 || number > 4_000)) {
            throw new IllegalArgumentException("--chunks: 8 to 4,000");
        }
        return new Options(quick, program.toAbsolutePath(), rows, rounds, chunks);
    }

    /// How many wells have a sample each 10 s for seven days, so that there are about as many rows as wanted.
    int wells() {
        return (int) Math.max(1, rows / ((long) DataSet.DAYS * DataSet.SAMPLES_A_DAY));
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value; " + USAGE);
        }
        return rest.next();
    }

    private static long number(String name, Iterator<String> rest, long most) {
        String text = value(name, rest);
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw new IllegalArgumentException("%s is %s, but must be 1 to %d".formatted(name, text, most));
        }
        return Long.parseLong(text);
    }
}
