package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */*                                       | true
                    application/*                             | true
                    Application/JSON                          | true
                    application/json;charset=utf-8            | true
                    text/html, application/json;q=0.5         | true
                    application/json;q=0.001                  | true
                    application/json;q=0                      | false
                    application/json;q=0.000                  | false
                    application/json;q=0, */*                 | false
                    */*, application/json;q=0                 | false
                    application/*;q=0, application/json       | true
                    text/csv;q=0                              | false
                    text/csv                                  | false
                    nonsense                                  | false
                    application/json;q=2                      | false
                    */json                                    | false
                    'text/html;title="a, b", application/json'| true
                    """)
    void whatIsAcceptedIsSaidByTheMostSpecificRange(String header, boolean json) {
        assertThat(Accept.parse(List.of(header)).accepts("application/json")).isEqualTo(json);
    }

    @Test
    void withoutAHeaderOrWithAnEmptyOneEverythingIsAccepted() {
        assertThat(Accept.parse(List.of()).accepts("application/json")).isTrue();
        assertThat(Accept.parse(List.of("")).accepts("application/json")).isTrue();
        assertThat(Accept.parse(List.of(" , ")).accepts("application/json")).isTrue();
    }

    @Test
    void linesAreOneList() {
        assertThat(Accept.parse(List.of("text/html", "application/json")).accepts("application/json"))
                .isTrue();
    }
}
