package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private static final ParameterNames KNOWN =
            new ParameterNames(Set.of("from", "to", "format", "on_conflict", "atomic"), Set.of("units", "wells"));

    @ParameterizedTest
    @NullAndEmptySource
    void withoutAQueryNothingIsGiven(String query) {
        QueryParameters parameters = QueryParameters.parse(query, KNOWN);

        assertThat(parameters.value("from")).isEmpty();
        assertThat(parameters.value("from", "-24h")).isEqualTo("-24h");
        assertThat(parameters.values("units")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    units=pip:kPa,motor_temp:K
                    units=pip:kPa&units=motor_temp:K
                    units=pip%3AkPa%2Cmotor_temp%3AK
                    units=pip:kPa,+motor_temp:K+
                    units=&units=pip:kPa&units=motor_temp:K
                    """)
    void aListMayBeCommaSeparatedOrRepeated(String query) {
        assertThat(QueryParameters.parse(query, KNOWN).values("units")).containsExactly("pip:kPa", "motor_temp:K");
    }

    @Test
    void anEmptyPieceOfAListStays() {
        assertThat(QueryParameters.parse("wells=A,,B,", KNOWN).values("wells")).containsExactly("A", "", "B", "");
    }

    @Test
    void aSemicolonIsAnOrdinaryCharacter() {
        QueryParameters parameters = QueryParameters.parse("from=a;to=b&to=c;d", KNOWN);

        assertThat(parameters.value("from")).contains("a;to=b");
        assertThat(parameters.value("to")).contains("c;d");
    }

    @ParameterizedTest
    @CsvSource({
        "unit=pip:kPa, did you mean units?",
        "form=-7d, did you mean from?",
        "From=-7d, did you mean from?",
        "onconflict=update, did you mean on_conflict?",
        "well=A, did you mean wells?",
        "a%74omicc, did you mean atomic?",
        "start=-7d, 'known: atomic, format, from, on_conflict, to, units, wells'"
    })
    void anUnknownNameIsRefusedWithTheNearestKnownOne(String query, String advice) {
        assertRefused(query, ProblemCode.UNKNOWN_PARAMETER, advice);
    }

    @Test
    void aRouteWithoutParametersSaysSo() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> QueryParameters.parse("from=now", new ParameterNames(Set.of(), Set.of())))
                .withMessage("'from' is not a parameter here; there are none");
    }

    @Test
    void aLongNameIsCut() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> QueryParameters.parse("x".repeat(4_000) + "=1", KNOWN))
                .withMessageStartingWith("'" + "x".repeat(64) + "' is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic=false&atomic=true", "atomic=true&atomic=true", "atomic&atomic="})
    void whatIsNotAListMayBeGivenOnce(String query) {
        assertRefused(query, ProblemCode.UNKNOWN_PARAMETER, "atomic is given 2 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "from=%", "from=%f", "from=%zz", "%g0=1", "from=a%"})
    void aQueryThatIsNotPercentEncodedIsRefused(String query) {
        assertRefused(query, ProblemCode.MALFORMED_REQUEST, "percent-encoded");
    }

    @Test
    void moreParametersThanALibraryCountsByDefaultAreAllSeen() {
        String query = "units=pip:kPa&".repeat(2_000) + "unit=x";

        assertRefused(query, ProblemCode.UNKNOWN_PARAMETER, "'unit'");
    }

    private static void assertRefused(String query, ProblemCode code, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> QueryParameters.parse(query, KNOWN))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.detail()).contains(detail);
                });
    }
}
