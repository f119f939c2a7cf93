package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The CSV dialect of a file, as declared by the client. Nothing is detected automatically, because a wrong
/// guess would change the meaning of numbers.
///
/// @param delimiter field separator, one byte
/// @param decimal decimal separator
/// @param lines where the header is
/// @param columns fields by header name; names in the form of [CsvHeader#plain]
/// @param unknownColumns what to do with unknown columns
public record CsvDialect(
        char delimiter,
        Decimals decimal,
        HeaderLines lines,
        Map<String, String> columns,
        UnknownColumns unknownColumns) {

    /// RFC 4180, with the header in the first line.
    public static final CsvDialect STANDARD =
            new CsvDialect(',', Decimals.POINT, HeaderLines.FIRST, Map.of(), UnknownColumns.REJECT);

    /// The decimal separator.
    public enum Decimals {
        POINT,
        COMMA
    }

    /// What to do with a column that is neither a channel nor the well id or time.
    public enum UnknownColumns {
        /// The file is rejected.
        REJECT,
        /// The column is ignored.
        IGNORE
    }

    public CsvDialect {
        columns = Map.copyOf(columns);
    }

    /// Parses pairs of header name and field, such as `DHINTAKEPRESSURE:pip`. The field follows the last colon.
    ///
    /// @throws BodyRefusedException if there is no such field
    /// @throws ProblemException 400 if two pairs have the same header name
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
