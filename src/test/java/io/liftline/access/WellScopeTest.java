package io.liftline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellScopeTest {

    @Test
    void anExactIdPermitsThatWellOnly() {
        WellScope scope = WellScope.of(List.of("WELL-001"));

        assertThat(scope.permits("WELL-001")).isTrue();
        assertThat(scope.permits("WELL-0010")).isFalse();
        assertThat(scope.permits("WELL-00")).isFalse();
        assertThat(scope.permits("well-001")).isFalse();
    }

    @Test
    void aPrefixPermitsWhatStartsWithIt() {
        WellScope scope = WellScope.of(List.of("PAD-7/*"));

        assertThat(scope.permits("PAD-7/1")).isTrue();
        assertThat(scope.permits("PAD-7/")).isTrue();
        assertThat(scope.permits("PAD-7")).isFalse();
        assertThat(scope.permits("PAD-70/1")).isFalse();
    }

    @Test
    void aStarAlonePermitsAllAndNoPatternNone() {
        assertThat(WellScope.all().permits("WELL-001")).isTrue();
        assertThat(WellScope.none().permits("WELL-001")).isFalse();
    }

    @Test
    void theSqlParametersAreTheIdsAndThePrefixesWithoutStar() {
        WellScope scope = WellScope.of(List.of("A-1", "B*", "A-1", "*"));

        assertThat(scope.exactIds()).containsExactly("A-1");
        assertThat(scope.prefixes()).containsExactly("B", "");
        assertThat(scope.patterns()).containsExactly("A-1", "B*", "*");
        assertThat(WellScope.predicate(3)).isEqualTo("(well_id = ANY($3::text[]) OR well_id ^@ ANY($4::text[]))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "*A", "A*B", "A%", "-A", " A", "A\n", "Ä", "A'", "a,b"})
    void whatIsNoPatternIsRefusedAndNamed(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WellScope.of(List.of(pattern)))
                .withMessageContaining("'" + pattern + "'");
    }

    @Test
    void aPatternHasAtMostFiftyCharacters() {
        assertThat(WellScope.of(List.of("A".repeat(50))).permits("A".repeat(50)))
                .isTrue();
        assertThat(WellScope.of(List.of("A".repeat(49) + "*")).permits("A".repeat(50)))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> WellScope.of(List.of("A".repeat(51))));
        assertThatIllegalArgumentException().isThrownBy(() -> WellScope.of(List.of("A".repeat(50) + "*")));
    }

    @Test
    void aScopeHasAtMostTwoHundredPatterns() {
        List<String> tooMany = IntStream.range(0, 201).mapToObj(i -> "W" + i).toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WellScope.of(tooMany))
                .withMessageContaining("201")
                .withMessageContaining("200");
    }

    @Test
    void aStoredTextThatIsNoPatternPermitsNothingAndKeepsNothingFromTheOthers() {
        WellScope scope = WellScope.stored(new String[] {"A%", null, "B-1", "C*", "B-1", "*D", ""});

        assertThat(scope.patterns()).containsExactly("B-1", "C*");
        assertThat(scope.permits("A-1")).isFalse();
    }

    @Test
    void scopesOfTheSamePatternsAreEqual() {
        assertThat(WellScope.of(List.of("A", "B*")))
                .isEqualTo(WellScope.of(List.of("A", "B*", "A")))
                .hasSameHashCodeAs(WellScope.of(List.of("A", "B*")))
                .isNotEqualTo(WellScope.of(List.of("A")));
    }
}
