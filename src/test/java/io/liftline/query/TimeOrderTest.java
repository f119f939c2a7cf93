package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeOrderTest {

    @Test
    void aCursorContinuesInItsOrder() {
        assertThat(TimeOrder.ofCursor("DESC", Optional.empty())).isEqualTo(TimeOrder.DESC);
        assertThat(TimeOrder.ofCursor("ASC", Optional.of(TimeOrder.ASC))).isEqualTo(TimeOrder.ASC);
    }

    @Test
    void aRangeIsReadInParts() {
        TimeRange range = new TimeRange(10, 20);

        assertThat(TimeOrder.ASC.first(range, 3)).isEqualTo(new TimeRange(10, 13));
        assertThat(TimeOrder.DESC.first(range, 3)).isEqualTo(new TimeRange(17, 20));
        assertThat(TimeOrder.ASC.first(range, 30)).isEqualTo(range);
        assertThat(TimeOrder.DESC.first(range, 30)).isEqualTo(range);
        assertThat(TimeOrder.ASC.rest(range, new TimeRange(10, 13))).contains(new TimeRange(13, 20));
        assertThat(TimeOrder.DESC.rest(range, new TimeRange(17, 20))).contains(new TimeRange(10, 17));
        assertThat(TimeOrder.ASC.rest(range, new TimeRange(13, 20))).isEmpty();
        assertThat(TimeOrder.DESC.rest(range, new TimeRange(10, 13))).isEmpty();
        assertThat(TimeOrder.ASC.since(range, new TimeRange(13, 17))).isEqualTo(new TimeRange(13, 20));
        assertThat(TimeOrder.DESC.since(range, new TimeRange(13, 17))).isEqualTo(new TimeRange(10, 17));
    }

    @Test
    void aRequestForTheOtherOrderIsMalformed() {
        ProblemException thrown = catchThrowableOfType(
                ProblemException.class, () -> TimeOrder.ofCursor("DESC", Optional.of(TimeOrder.ASC)));

        assertThat(thrown.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(thrown).hasMessage("cursor is of a page in order desc; keep to it, or start anew");
    }
}
