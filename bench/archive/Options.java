package archive;

import harness.Arguments;
import java.nio.file.Path;

/// What the command line asks for.
///
/// @param program to measure: a jar or an executable
/// @param rows of the chunk, at least one of each well
/// @param pairs how many pairs of legs
/// @param quick small sizes and one pair: shows that everything works, says nothing about speed
/// @param work what the run does
record Options(Path program, int rows, int pairs, boolean quick, Work work) {

    static final String USAGE =
            "./dev bench archive [--quick] [--native PATH] [--rows N] [--pairs N] [--load | --loaded]";

    /// What a run does.
    enum Work {
        /// It loads the rows and measures.
        ALL,
        /// It loads the rows, which stay in the database.
        LOAD,
        /// It measures with the rows that are loaded, as a rowstore.
        MEASURE
    }

    private static final int DEFAULT_ROWS = 4_320_000; // 500 wells, a sample each 10 s, a day
    private static final int QUICK_ROWS = 100_000;
    private static final int MOST_ROWS = 100_000_000;

    /// @throws IllegalArgumentException saying which argument is wrong
    static Options parse(Arguments arguments) {
        boolean quick = arguments.isQuick();
        Path program = Arguments.JAR;
        int rows = quick ? QUICK_ROWS : DEFAULT_ROWS;
        int pairs = quick ? 1 : 5;
        Work work = Work.ALL;
        while (arguments.hasNext()) {
            switch (arguments.next()) {
                case "--quick" -> {}
                case "--native" -> program = arguments.executable();
                case "--rows" -> rows = Chunk.wholeRounds(arguments.number(Chunk.WELLS, MOST_ROWS));
                case "--pairs" -> pairs = arguments.number(1, 100);
                case "--load" -> work = Work.LOAD;
                case "--loaded" -> work = Work.MEASURE;
                default -> throw arguments.unknown();
            }
        }
        return new Options(program, rows, pairs, quick, work);
    }
}
