package ingest;

import harness.Database.Contents;
import harness.LegFailedException;
import java.util.Optional;

/// What the table has to hold after each of some legs: a known number of rows, and what the first leg left.
final class Expectation {

    private final long rows;
    private Optional<Contents> first = Optional.empty();

    Expectation(long rows) {
        this.rows = rows;
    }

    /// @throws LegFailedException if samples are missing, too many, or other ones
    void require(Contents found) {
        if (found.rows() != rows) {
            throw new LegFailedException("the table holds %,d rows, but should hold %,d".formatted(found.rows(), rows));
        }
        if (first.isPresent() && !found.equals(first.get())) {
            throw new LegFailedException("the rows of the table have checksum %s, but should have %s"
                    .formatted(found.checksum(), first.get().checksum()));
        }
        first = Optional.of(found);
    }
}
