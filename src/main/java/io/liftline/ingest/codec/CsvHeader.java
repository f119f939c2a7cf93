package io.liftline.ingest.codec;

import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.telemetry.Channel;
import io.liftline.web.NearestName;
import java.util.ArrayList;
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

    /// The normalized form of a column name: `Motor Temp` becomes `motor_temp`.
    static String plain(String name) {
        return BLANKS.matcher(name.strip()).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /// The columns in order.
    ///
    /// @throws BodyRefusedException if a column is unknown, repeated or missing
    List<CsvColumn> columns() {
        List<CsvColumn> columns = new ArrayList<>(line.count());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < line.count(); i++) {
            String name = line.text(i);
            names.add(plain(name));
            CsvColumn column = column(name);
            if (!(column instanceof CsvColumn.Ignored) && columns.contains(column)) {
                throw refused(RejectCode.MALFORMED, name, "the header names the column twice");
            }
            columns.add(column);
        }
        for (String declared : dialect.columns().keySet()) {
            if (!names.contains(declared)) {
                throw refused(RejectCode.MALFORMED, declared, "columns names it, but the header does not have it");
            }
        }
        if (!columns.contains(new CsvColumn.Well())) {
            throw refused(RejectCode.MISSING_WELL_ID, SampleField.WELL_ID, "the header has no well_id" + likelyCause());
        }
        if (!columns.contains(new CsvColumn.Time())) {
            throw refused(
                    RejectCode.MISSING_TIMESTAMP, SampleField.TIMESTAMP, "the header has no timestamp" + likelyCause());
        }
        return columns;
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
    private String likelyCause() {
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

    private BodyRefusedException refused(RejectCode code, String field, String detail) {
        return new BodyRefusedException(RowError.ofRequest(number, code, field, null, detail));
    }
}
