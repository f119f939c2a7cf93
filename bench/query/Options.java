package query;

import harness.Arguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What the command line asks for.
///
/// @param quick small sizes and one round: shows that everything works, says nothing about speed
/// @param program to measure: a jar or an executable
/// @param rows in the seven days that are asked for
/// @param rounds how many of each, service and pgbench in turn
/// @param chunks numbers of chunks of the table; each is measured by itself
/// @param work what the run does
/// @param parts what is measured
record Options(boolean quick, Path program, int rows, int rounds, List<Integer> chunks, Work work, Set<String> parts) {

    static final String USAGE = "./dev bench query [--quick] [--native PATH] [--rows N] [--rounds N] [--chunks 30,1000]"
            + " [--only P5,P6,P7,range,memory,fleet] [--load | --loaded]";

    private static final Set<String> PARTS = Set.of("P5", "P6", "P7", "range", "memory", "fleet");

    /// What a run does.
    enum Work {
        /// It loads the rows and measures.
        ALL,
        /// It loads the rows, which stay in the database.
        LOAD,
        /// It measures with the rows that are loaded.
        MEASURE
    }

    private static final int MOST_ROWS = 30_240_000;
    private static final int QUICK_ROWS = 302_400;

    /// @throws IllegalArgumentException saying which argument is wrong
    static Options parse(Arguments arguments) {
        boolean quick = arguments.isQuick();
        Path program = Arguments.JAR;
        int rows = quick ? QUICK_ROWS : MOST_ROWS;
        int rounds = quick ? 1 : 5;
        List<Integer> chunks = quick ? List.of(10, 30) : List.of(30, 1_000);
        Work work = Work.ALL;
        Set<String> parts = PARTS;
        while (arguments.hasNext()) {
            switch (arguments.next()) {
                case "--quick" -> {}
                case "--native" -> program = arguments.executable();
                case "--rows" -> rows = arguments.number(1, MOST_ROWS);
                case "--rounds" -> rounds = arguments.number(1, 100);
                case "--chunks" ->
                    chunks = List.of(arguments.value().split(",", -1)).stream()
                            .map(Integer::valueOf)
                            .toList();
                case "--only" -> parts = Set.of(arguments.value().split(",", -1));
                case "--load" -> work = Work.LOAD;
                case "--loaded" -> work = Work.MEASURE;
                default -> throw arguments.unknown();
            }
        }
        if (!Files.isRegularFile(program)) {
            throw new IllegalArgumentException("there is no program " + program);
        }
        if (chunks.stream().anyMatch(number -> number < DataSet.DAYS + 1 || number > 4_000)) {
            throw new IllegalArgumentException("--chunks: 8 to 4,000");
        }
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--only: some of " + PARTS);
        }
        return new Options(quick, program.toAbsolutePath(), rows, rounds, chunks, work, parts);
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    /// How many wells have a sample each 10 s for seven days, so that there are about as many rows as wanted.
    int wells() {
        return (int) Math.max(1, rows / ((long) DataSet.DAYS * DataSet.SAMPLES_A_DAY));
    }
}
