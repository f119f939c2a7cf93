package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a file writes CSV. The client declares it; nothing is guessed, since a guess that is wrong changes what
/// numbers mean.
///
/// @param delimiter the character between two fields, one byte
/// @param decimal the character before the fraction of a number
/// @param skip how many lines stand before the header
/// @param columns which field the column of a header name is, names as [CsvHeader#plain] writes them
/// @param unknownColumns what becomes of a column that is no field
public record CsvDialect(
        char delimiter, Decimals decimal, int skip, Map<String, String> columns, UnknownColumns unknownColumns) {

    /// RFC 4180, the header first.
    public static final CsvDialect STANDARD = new CsvDialect(',', Decimals.POINT, 0, Map.of(), UnknownColumns.REJECT);

    /// The character before the fraction of a number.
    public enum Decimals {
        POINT,
        COMMA
    }

    /// What becomes of a column that is neither a channel nor names the well or the time.
    public enum UnknownColumns {
        /// The file is refused.
        REJECT,
        /// The column is passed over.
        IGNORE
    }

    public CsvDialect {
        columns = Map.copyOf(columns);
    }

    /// Reads pairs of header name and field, such as `DHINTAKEPRESSURE:pip`; the field stands behind the last
    /// colon.
    ///
    /// @throws BodyRefusedException when there is no such field
    /// @throws ProblemException 400 when two pairs name the same column
    public static Map<String, String> columns(List<String> pairs) {
        Map<String, String> columns = new HashMap<>();
        for (String pair : pairs) {
            int colon = pair.lastIndexOf(':');
            String name = CsvHeader.plain(colon < 0 ? pair : pair.substring(0, colon));
            String field = CsvHeader.plain(colon < 0 ? "" : pair.substring(colon + 1));
            if (CsvColumn.of(field).isEmpty()) {
                throw new BodyRefusedException(RowError.ofRequest(
                        null, RejectCode.UNKNOWN_CHANNEL, field, null, "columns name a field that does not exist"));
            }
            if (columns.put(name, field) != null) {
                throw new ProblemException(
                        ProblemCode.UNKNOWN_PARAMETER, "columns name '" + RowError.clip(name) + "' twice");
            }
        }
        return columns;
    }
}
