package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeOrderTest {

    @Test
    void aCursorContinuesInItsOrder() {
        assertThat(TimeOrder.ofCursor("DESC", Optional.empty())).isEqualTo(TimeOrder.DESC);
        assertThat(TimeOrder.ofCursor("ASC", Optional.of(TimeOrder.ASC))).isEqualTo(TimeOrder.ASC);
    }

    @Test
    void aRequestForTheOtherOrderIsMalformed() {
        ProblemException thrown = catchThrowableOfType(
                ProblemException.class, () -> TimeOrder.ofCursor("DESC", Optional.of(TimeOrder.ASC)));

        assertThat(thrown.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(thrown).hasMessage("cursor is of a page in order desc; keep to it, or start anew");
    }
}
