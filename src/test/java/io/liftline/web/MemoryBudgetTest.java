package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final long TOTAL = 1_600;

    private final MemoryBudget memory = new MemoryBudget(TOTAL);

    @Test
    void oneHolderAloneGetsThreeQuarters() {
        assertThat(memory.largest()).isEqualTo(1_200);
        assertThat(memory.charge("a").offer(1_201)).isFalse();
        assertThat(memory.charge("a").offer(1_200)).isTrue();
        assertThat(memory.used()).isEqualTo(1_200);
    }

    @Test
    void theNextOnesGetTheirPartOfTheRest() {
        assertThat(memory.charge("a").offer(1_200)).isTrue();

        assertThat(memory.charge("b").offer(301)).isFalse();
        assertThat(memory.charge("b").offer(300)).isTrue();
        assertThat(memory.charge("c").offer(75)).isTrue();
        assertThat(memory.charge("a").offer(1)).as("more for the first").isFalse();
    }

    @Test
    void severalChargesOfAHolderAreCountedTogether() {
        assertThat(memory.charge("a").offer(700)).isTrue();

        assertThat(memory.charge("a").offer(501)).isFalse();
        assertThat(memory.charge("a").offer(500)).isTrue();
    }

    @Test
    void requestsWithoutACallerShareASixteenthFairlyByAddress() {
        assertThat(memory.chargeUnknown("1.1.1.1").offer(76)).isFalse();
        assertThat(memory.chargeUnknown("1.1.1.1").offer(75)).isTrue();
        assertThat(memory.chargeUnknown("1.1.1.1").offer(1)).isFalse();
        assertThat(memory.chargeUnknown("2.2.2.2").offer(18)).isTrue();
        assertThat(memory.chargeUnknown("3.3.3.3").offer(8)).isFalse();
        assertThat(memory.charge("a").offer(1_000)).isTrue();
    }

    @Test
    void requestsWithoutACallerGetNothingWhenAllIsHeld() {
        memory.charge(WriteDeadline.ANSWERS).set(TOTAL);

        assertThat(memory.chargeUnknown("1.1.1.1").offer(1)).isFalse();
    }

    @Test
    void aClosedChargeHoldsNothingAnyMore() {
        MemoryBudget.Charge charge = memory.charge("a");
        charge.require(900);
        charge.require(100);
        assertThat(charge.bytes()).isEqualTo(900);

        charge.close();
        charge.close();
        charge.set(500);

        assertThat(memory.used()).isZero();
        assertThat(memory.holders()).isZero();
    }

    @Test
    void whatFindsNoRoomIsAProblemThatMayBeRepeated() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> memory.charge("a").require(1_201))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
        assertThat(memory.holders()).isZero();
    }

    @Test
    void bytesThatExistAlreadyAreCountedInAnyCase() {
        memory.charge(WriteDeadline.ANSWERS).set(5_000);

        assertThat(memory.used()).isEqualTo(5_000);
        assertThat(memory.charge("a").offer(1)).isFalse();
    }
}
