package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatNegotiationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                  | JSON
                    '  '                                                | JSON
                    */*                                                 | JSON
                    application/json                                    | JSON
                    application/*                                       | JSON
                    text/*                                              | CSV
                    text/csv                                            | CSV
                    TEXT/CSV                                            | CSV
                    text/csv; charset=utf-8                             | CSV
                    text/csv;header=present;q=0.5                       | CSV
                    text/csv;q=0.5, application/x-ndjson                | NDJSON
                    text/csv;q=0.5, application/x-ndjson;q=0.4          | CSV
                    text/csv;q=0.5;charset=utf-8, application/json;q=.4 | CSV
                    text/csv, application/json                          | JSON
                    text/csv, application/x-ndjson                      | NDJSON
                    text/csv, */*                                       | CSV
                    */*, text/csv;q=0.9                                 | JSON
                    */*;q=0.1, text/*;q=0.9                             | CSV
                    application/json;q=0                                | none
                    application/json;q=0, */*                           | NDJSON
                    application/*;q=0, */*;q=0.1                        | CSV
                    text/*, text/csv;q=0                                | none
                    text/csv;q=0.000                                    | none
                    text/csv;q=1.001                                    | none
                    text/csv;q=-1                                       | none
                    text/csv;q=, application/json                       | JSON
                    application/*, application/json;q=0.2               | NDJSON
                    text/html,application/xhtml+xml,*/*;q=0.8           | JSON
                    image/*;q=0.5                                       | none
                    a/b/c                                               | none
                    */json                                              | none
                    x/y;z="a,text/csv", application/x-ndjson            | NDJSON
                    x/y;z="\\",text/csv"                                | none
                    application/xml, , text/csv                         | CSV""")
    void acceptIsWeighedAsRfc9110Says(String accept, String format) {
        if (format.equals("none")) {
            assertRefused(ProblemCode.NOT_ACCEPTABLE, "", List.of(accept), AnswerFormat.TEXTS);
        } else {
            assertThat(FormatNegotiation.settle("", List.of(accept), AnswerFormat.TEXTS))
                    .isEqualTo(AnswerFormat.valueOf(format));
        }
    }

    @Test
    void linesOfTheHeaderAreOneList() {
        assertThat(FormatNegotiation.settle("", List.of("text/csv;q=0.5", "application/x-ndjson"), AnswerFormat.TEXTS))
                .isEqualTo(AnswerFormat.NDJSON);
        assertThat(FormatNegotiation.settle("", List.of(), AnswerFormat.TEXTS)).isEqualTo(AnswerFormat.JSON);
    }

    @ParameterizedTest
    @CsvSource({"json, JSON", "ndjson, NDJSON", "csv, CSV"})
    void theParameterWinsOverAccept(String parameter, AnswerFormat format) {
        assertThat(FormatNegotiation.settle(parameter, List.of("image/png"), AnswerFormat.TEXTS))
                .isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "CSV", "text/csv", " csv", "NDJSON"})
    void aParameterThatNamesNoFormatIsMalformed(String parameter) {
        assertThat(assertRefused(ProblemCode.MALFORMED_REQUEST, parameter, List.of(), AnswerFormat.TEXTS))
                .isEqualTo("format is '" + parameter + "', but must be one of json, ndjson, csv");
    }

    @Test
    void whatAnAnswerDoesNotComeInIsNotAcceptable() {
        Set<AnswerFormat> json = Set.of(AnswerFormat.JSON);

        assertThat(assertRefused(ProblemCode.NOT_ACCEPTABLE, "csv", List.of(), json))
                .isEqualTo("format is csv, but this answer comes as json");
        assertThat(assertRefused(ProblemCode.NOT_ACCEPTABLE, "", List.of("text/csv"), json))
                .isEqualTo("This answer comes as application/json; Accept names none of them");
        assertThat(assertRefused(ProblemCode.NOT_ACCEPTABLE, "parquet", List.of(), AnswerFormat.TEXTS))
                .isEqualTo("format is parquet, but this answer comes as json, ndjson, csv");
    }

    private static String assertRefused(
            ProblemCode code, String parameter, List<String> accept, Set<AnswerFormat> offered) {
        String[] detail = new String[1];
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FormatNegotiation.settle(parameter, accept, offered))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    detail[0] = refusal.detail();
                });
        return detail[0];
    }
}
