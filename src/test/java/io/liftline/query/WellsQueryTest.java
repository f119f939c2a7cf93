package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WellsQueryTest {

    @ParameterizedTest
    @CsvSource({"'', WELL-1", "WELL-, WELL-1", "Ü, Ünye #4/𝟛", "'  ', '  w1'"})
    void aCursorCarriesPrefixAndPlace(String prefix, String last) {
        WellsQuery rest = WellsQuery.of(prefix, "").after(last);

        assertThat(WellsQuery.of("", rest.cursor())).isEqualTo(new WellsQuery(prefix, last));
        assertThat(WellsQuery.of(prefix, rest.cursor())).isEqualTo(new WellsQuery(prefix, last));
    }

    @Test
    void aCursorOfAnotherPrefixIsRefused() {
        String cursor = new WellsQuery("WELL-", "WELL-1").cursor();

        assertRefused("FIELD-", cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w1\n\n", "w1\nA", "w1\nA\nB\nC", "w2\nA\nB", "w1\n\u0001\nB", "1 ASC 1 2", ""})
    void whatWasNotGivenAsACursorIsRefused(String text) {
        assertRefused("", Base64.getUrlEncoder().encodeToString(("x" + text).getBytes(StandardCharsets.UTF_8)));
        if (!text.isEmpty()) {
            assertRefused("", Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
        assertRefused("", "!" + text);
    }

    @Test
    void aPrefixThatNoNameCanHaveIsRefused() {
        assertRefused("A".repeat(51), "");
        assertRefused("A\u0000", "");
    }

    private static void assertRefused(String prefix, String cursor) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> WellsQuery.of(prefix, cursor))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }
}
