package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowIsolationTest {

    private static final SQLException REJECTED = new SQLException("violates a check", "23514");
    private static final int ROWS = 3_000;

    /// Halves that are pending when the limit is reached are still tried, one for each level of the division.
    private static final int LEVELS = 12;

    private final List<ColumnBatch> commits = new ArrayList<>();

    @Test
    void commitsHaveALimitAndTheOtherRowsAreRejectedTogether() throws SQLException {
        RowIsolation isolation = new RowIsolation(part -> {
            commits.add(part);
            throw REJECTED;
        });

        WriteCounts counts = isolation.write(Batches.rows("W", 0, ROWS), REJECTED);

        assertThat(commits).hasSizeBetween(RowIsolation.MAX_COMMITS, RowIsolation.MAX_COMMITS + LEVELS);
        assertThat(counts.rejected()).isEqualTo(ROWS);
        assertThat(counts.errors())
                .hasSize(RowError.MAX_LISTED)
                .allSatisfy(error -> assertThat(error.code()).isEqualTo(RejectCode.CONSTRAINT));
    }

    @Test
    void oneRejectedRowCostsTwoCommitsForEachHalving() throws SQLException {
        RowIsolation isolation = new RowIsolation(part -> {
            commits.add(part);
            for (int row = 0; row < part.rows(); row++) {
                if (part.index(row) == 1_234) {
                    throw REJECTED;
                }
            }
            return Batches.counts(part.rows(), 0, 0);
        });

        WriteCounts counts = isolation.write(Batches.rows("W", 0, ROWS), REJECTED);

        assertThat(commits).hasSizeLessThanOrEqualTo(2 * LEVELS);
        assertThat(counts.inserted()).isEqualTo(ROWS - 1);
        assertThat(counts.rejected()).isEqualTo(1);
        assertThat(counts.errors().getFirst().index()).isEqualTo(1_234);
        assertThat(counts.errors().getFirst().detail()).isEqualTo("the table refuses it: 23514");
    }
}
