package io.liftline.ingest.http;

import io.liftline.ingest.IngestReceipt;
import io.liftline.ingest.codec.CsvDialect;
import io.liftline.ingest.codec.CsvDialect.Decimals;
import io.liftline.ingest.codec.CsvDialect.UnknownColumns;
import io.liftline.ingest.codec.HeaderLines;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The query parameters of the CSV dialect: `delimiter`, `decimal`, `skip`, `well_line`,
/// `skip_after_header`, `columns` and `unknown_columns`.
final class CsvParameters {

    static final Set<String> SINGLE =
            Set.of("delimiter", "decimal", "skip", "well_line", "skip_after_header", "unknown_columns");
    static final Set<String> LISTS = Set.of("columns");

    private static final String DELIMITERS = ",;\t| ^~";
    private static final int MAX_SKIP = 10_000;

    private CsvParameters() {}

    /// @throws ProblemException 400 or 422 if one of them is invalid
    static CsvDialect of(QueryParameters parameters) {
        char delimiter = delimiter(parameters.value("delimiter", ","));
        Decimals decimals = decimals(parameters.value("decimal", "."));
        if (delimiter == ',' && decimals == Decimals.COMMA) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "decimal and delimiter are both a comma; declare the delimiter, such as delimiter=;");
        }
        return new CsvDialect(
                delimiter,
                decimals,
                lines(parameters),
                columns(parameters.values("columns")),
                unknownColumns(parameters.value("unknown_columns", "reject")));
    }

    /// @throws ProblemException 400 if one of them is given for a body in another format
    static void requireNone(QueryParameters parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        for (String name : SINGLE) {
            if (parameters.value(name).isPresent()) {
                throw forCsvOnly(name);
            }
        }
        for (String name : LISTS) {
            if (!parameters.values(name).isEmpty()) {
                throw forCsvOnly(name);
            }
        }
    }

    private static ProblemException forCsvOnly(String name) {
        return new ProblemException(ProblemCode.UNKNOWN_PARAMETER, name + " is for CSV bodies only");
    }

    private static char delimiter(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1 || DELIMITERS.indexOf(text.charAt(0)) < 0) {
            throw malformed("delimiter", text, "a comma, ;, tab, |, a space, ^ or ~");
        }
        return text.charAt(0);
    }

    private static Decimals decimals(String text) {
        return switch (text) {
            case "." -> Decimals.POINT;
            case "," -> Decimals.COMMA;
            default -> throw malformed("decimal", text, "a point or a comma");
        };
    }

    private static HeaderLines lines(QueryParameters parameters) {
        int skip = count("skip", parameters.value("skip", "0"));
        String wellLine = parameters.value("well_line", "0");
        int wells = count("well_line", wellLine);
        if (wells > skip) {
            throw malformed("well_line", wellLine, "one of the lines that skip counts, from 1; skip is " + skip);
        }
        return new HeaderLines(skip, wells, count("skip_after_header", parameters.value("skip_after_header", "0")));
    }

    private static int count(String name, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_SKIP) {
            throw malformed(name, text, "a number of lines, 0 to " + MAX_SKIP);
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> columns(List<String> pairs) {
        try {
            return CsvDialect.columns(pairs);
        } catch (BodyRefusedException e) {
            throw IngestReceipt.refused(e.error());
        }
    }

    private static UnknownColumns unknownColumns(String text) {
        return switch (text) {
            case "reject" -> UnknownColumns.REJECT;
            case "ignore" -> UnknownColumns.IGNORE;
            default -> throw malformed("unknown_columns", text, "reject or ignore");
        };
    }

    private static ProblemException malformed(String name, String text, String expected) {
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST, name + " is '" + RowError.clip(text) + "', but must be " + expected);
    }
}
