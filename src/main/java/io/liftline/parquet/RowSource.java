package io.liftline.parquet;

import java.io.IOException;
import java.sql.SQLException;

/// Gives rows to a [ParquetWriter], one after the other.
@FunctionalInterface
public interface RowSource {

    /// Puts a value, or none, for each column of the next row.
    ///
    /// @return false if there is no further row; also when it is called again
    boolean next(RowSink row) throws SQLException, IOException;
}
