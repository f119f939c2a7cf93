package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.telemetry.Channel;
import io.liftline.web.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Maps the header of a CSV file to fields. Names are not case-sensitive, and a space equals an underscore.
final class CsvHeader {

    private static final Pattern WITH_UNIT = Pattern.compile("(.*\\S)\\s*[(\\[](.*)[)\\]]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(SampleField.WELL_ID, SampleField.TIMESTAMP),
                    Channel.ALL.stream().map(Channel::column))
            .toList();

    private final CsvLine line;
    private final long number;
    private final CsvDialect dialect;

    /// @param line the fields of the header line
    /// @param number its line number, from 1
    CsvHeader(CsvLine line, long number, CsvDialect dialect) {
        this.line = line;
        this.number = number;
        this.dialect = dialect;
    }

    /// The name of a column, as the file has it.
    String name(int column) {
        return line.text(column);
    }

    /// The normalized form of a column name: `Motor Temp` becomes `motor_temp`.
    static String plain(String name) {
        return BLANKS.matcher(name.strip()).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /// The columns in order.
    ///
    /// @throws BodyRefusedException if a column is unknown, or one that the client declares is missing
    List<CsvColumn> columns() {
        List<CsvColumn> columns = new ArrayList<>(line.count());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < line.count(); i++) {
            names.add(plain(line.text(i)));
            columns.add(column(line.text(i)));
        }
        for (String declared : dialect.columns().keySet()) {
            if (!names.contains(declared)) {
                throw refused(RejectCode.MALFORMED, declared, "columns names it, but the header does not have it");
            }
        }
        return columns;
    }

    /// @throws BodyRefusedException if there is not one column with the event time
    void requireTime(List<CsvColumn> columns) {
        int times = Collections.frequency(columns, new CsvColumn.Time());
        if (times == 0) {
            throw refused(
                    RejectCode.MISSING_TIMESTAMP, SampleField.TIMESTAMP, "the header has no timestamp" + likelyCause());
        }
        if (times > 1) {
            throw twice(SampleField.TIMESTAMP);
        }
    }

    /// The error of a column that the header names a second time.
    BodyRefusedException twice(String name) {
        return refused(RejectCode.MALFORMED, name, "the header names the column twice");
    }

    private CsvColumn column(String name) {
        String plain = plain(name);
        Optional<CsvColumn> column = CsvColumn.of(dialect.columns().getOrDefault(plain, plain));
        if (column.isPresent()) {
            return column.get();
        }
        Matcher withUnit = WITH_UNIT.matcher(name);
        if (withUnit.matches() && FIELDS.contains(plain(withUnit.group(1)))) {
            String field = plain(withUnit.group(1));
            throw refused(
                    RejectCode.UNKNOWN_CHANNEL,
                    name,
                    "a unit in a header is not trusted; declare columns=%s:%s, and units=%s:<unit> where the values are not in its canonical unit"
                            .formatted(name, field, field));
        }
        return switch (dialect.unknownColumns()) {
            case IGNORE -> new CsvColumn.Ignored();
            case REJECT -> throw refused(RejectCode.UNKNOWN_CHANNEL, name, "no such channel" + advice(plain));
        };
    }

    private String advice(String plain) {
        String cause = likelyCause();
        return cause.isEmpty()
                ? NearestName.of(plain, FIELDS)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; declare columns=<name>:<field>, or unknown_columns=ignore")
                : cause;
    }

    /// The parameter that the client has probably forgotten. Empty if there is no indication of one.
    String likelyCause() {
        String first = line.text(0);
        if (first.startsWith("sep=") || first.startsWith("SEP=")) {
            return "; the line names a separator: declare it with delimiter, and skip=" + number;
        }
        if (line.count() == 1) {
            for (String delimiter : List.of(";", "\t", "|", ",")) {
                if (first.contains(delimiter)) {
                    return "; separated by " + spoken(delimiter) + "?";
                }
            }
        }
        return IntStream.range(0, line.count()).anyMatch(i -> line.text(i).indexOf('\r') >= 0)
                ? "; do its lines end with a carriage return alone?"
                : "";
    }

    private static String spoken(String delimiter) {
        return switch (delimiter) {
            case ";" -> "semicolons? Declare delimiter=;";
            case "\t" -> "tabs? Declare delimiter=tab";
            case "|" -> "bars? Declare delimiter=|";
            default -> "commas? Leave delimiter out";
        };
    }

    /// An error of the header.
    BodyRefusedException refused(RejectCode code, String field, String detail) {
        return new BodyRefusedException(RowError.ofRequest(number, code, field, null, detail));
    }
}
