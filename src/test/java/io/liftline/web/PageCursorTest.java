package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {

    @Test
    void isSpelledInBase64WithoutPadding() {
        assertThat(PageCursor.of("1 ASC 0 60")).isEqualTo("MSBBU0MgMCA2MA");
    }

    @Test
    void keepsTheWholeText() {
        assertThat(PageCursor.text(PageCursor.of("w1\nБ\n~?>"))).isEqualTo("w1\nБ\n~?>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "a", "a b", "+/+/"})
    void anythingElseIsMalformed(String cursor) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> PageCursor.text(cursor));

        assertThat(thrown.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(thrown).hasMessage("cursor is not one that this service gave");
    }
}
