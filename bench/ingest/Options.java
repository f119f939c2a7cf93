package ingest;

import harness.Arguments;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the command line asks for.
///
/// @param quick small sizes and one pair: shows that everything works, says nothing about speed
/// @param program to measure: a jar or an executable
/// @param before the version to compare it with: a jar or an executable
/// @param rows of the legs with 1,000 rows a request
/// @param pairs how many of each
/// @param parts which figures, as [#PARTS] names them; P3 comes with P1
record Options(boolean quick, Path program, Optional<Path> before, int rows, int pairs, Set<String> parts) {

    static final String USAGE = """
            ./dev bench ingest [--quick] [--native PATH] [--before PATH] [--rows N] [--pairs N] [--only P1,P2,P4.questdb,…]""";

    private static final List<String> PARTS = List.of(
            "P1.csv",
            "P1.json",
            "P1.ndjson",
            "P1.line",
            "P1.copy",
            "P2.past",
            "P2.live",
            "P4.influxdb",
            "P4.victoriametrics",
            "P4.questdb",
            "P9.load",
            "P9.fairness",
            "P12.replay",
            "P12.update",
            "P12.late");

    private static final int MILLION = 1_000_000;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int HALF_HOUR = 1_800;
    private static final List<Integer> GRIDS = List.of(10, 30, 60, 120);
    private static final int COARSEST_GRID = 300;

    /// @throws IllegalArgumentException saying which argument is wrong
    static Options parse(Arguments arguments) {
        boolean quick = arguments.isQuick();
        Path program = Arguments.JAR;
        Optional<Path> before = Optional.empty();
        int rows = quick ? 100_000 : 5 * MILLION;
        int pairs = quick ? 1 : 5;
        Set<String> parts = new TreeSet<>(PARTS);
        while (arguments.hasNext()) {
            switch (arguments.next()) {
                case "--quick" -> {}
                case "--native" -> program = arguments.executable();
                case "--before" -> before = Optional.of(arguments.jarOrExecutable());
                case "--rows" -> rows = arguments.number(10_000, 999_999_999);
                case "--pairs" -> pairs = arguments.number(1, 1_000);
                case "--only" -> parts.retainAll(parts(arguments.value()));
                default -> throw arguments.unknown();
            }
        }
        if (before.isEmpty() && parts.equals(Set.of("P1.copy"))) {
            throw new IllegalArgumentException("P1.copy compares two tables and needs --before");
        }
        return new Options(quick, program, before, wholeBatches(rows), pairs, parts);
    }

    /// Whether any of these is wanted: a part, or all that begin with its number.
    boolean wants(String... names) {
        return Arrays.stream(names).anyMatch(name -> parts.stream().anyMatch(part -> belongs(part, name)));
    }

    /// Rows of the legs with 10 rows a request.
    int smallRows() {
        return wholeBatches(rows / 5);
    }

    /// The same with samples of the last half hour or less, so that none of their hours has been rolled up.
    int liveRows() {
        return Math.min(smallRows(), Workload.WELLS * HALF_HOUR / Workload.SECONDS);
    }

    /// Rows of the legs over rows that are stored already.
    int storedRows() {
        return Math.min(rows, MILLION);
    }

    /// Rows of the large bodies beside which small ones are posted.
    int largeBodyRows() {
        return Math.min(rows, 2 * MILLION);
    }

    /// The interval between two samples of a well in the compressed day, in seconds: the finest, from 10, with which
    /// the day has no more than [#rows()] rows, and at most 300.
    int gridSeconds() {
        return GRIDS.stream()
                .filter(seconds -> Workload.WELLS * (SECONDS_OF_DAY / seconds) <= rows)
                .findFirst()
                .orElse(COARSEST_GRID);
    }

    /// How many sets of 5,000 rows arrive late in a leg.
    int lateSets() {
        return quick ? 1 : 10;
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

    private static int wholeBatches(int rows) {
        return rows / Batch.CAPACITY * Batch.CAPACITY;
    }
}
