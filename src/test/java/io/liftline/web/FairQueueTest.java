package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.web.FairQueue.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>(6);

    @Test
    void itemsOfOneMemberKeepTheirOrder() {
        add("A", "ann", "1", "2", "3");

        assertThat(drained()).containsExactly("1", "2", "3");
    }

    @Test
    void groupsAreServedInTurn() {
        add("A", "ann", "a1", "a2", "a3");
        add("B", "bob", "b1", "b2");

        assertThat(drained()).containsExactly("a1", "b1", "a2", "b2", "a3");
    }

    @Test
    void membersOfAGroupAreServedInTurn() {
        add("A", "ann", "a1", "a2", "a3");
        add("A", "bob", "b1");
        add("B", "cat", "c1");

        assertThat(drained()).containsExactly("a1", "c1", "b1", "a2", "a3");
    }

    @Test
    void aNewGroupDisplacesTheNewestItemOfTheLargestWhenItIsFull() {
        add("A", "ann", "a1", "a2", "a3", "a4", "a5", "a6");

        assertThat(queue.add(new Turn("B", "bob"), "b1")).contains("a6");
        assertThat(queue.size()).isEqualTo(6);
        assertThat(drained()).containsExactly("a1", "b1", "a2", "a3", "a4", "a5");
    }

    @Test
    void aNewMemberDisplacesTheNewestItemOfTheLargestOfItsGroup() {
        add("A", "ann", "a1", "a2", "a3", "a4", "a5", "a6");

        assertThat(queue.add(new Turn("A", "bob"), "b1")).contains("a6");
    }

    @Test
    void theLargestMemberItselfIsTurnedAwayWhenItIsFull() {
        add("A", "ann", "a1", "a2", "a3", "a4", "a5");
        add("B", "bob", "b1");

        assertThat(queue.add(new Turn("A", "ann"), "a6")).contains("a6");
        assertThat(queue.size()).isEqualTo(6);
    }

    @Test
    void amongMembersWithOneItemEachTheNewOneIsTurnedAway() {
        for (int i = 0; i < 6; i++) {
            add("A", "name-" + i, "" + i);
        }

        assertThat(queue.add(new Turn("A", "name-6"), "6")).contains("6");
    }

    @Test
    void theNextItemOfAGroupStaysUntilItIsChosen() {
        add("A", "ann", "a1", "a2");
        add("B", "bob", "b1");

        assertThat(queue.pollNext(item -> item.equals("a2"))).isEmpty();
        assertThat(queue.pollNext(item -> item.equals("b1"))).contains("b1");
        assertThat(drained()).containsExactly("a1", "a2");
    }

    @Test
    void anEmptyQueueHasNothing() {
        assertThat(queue.poll()).isEmpty();
        add("A", "ann", "a1");
        queue.poll();
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.size()).isZero();
    }

    private void add(String group, String member, String... items) {
        for (String item : items) {
            assertThat(queue.add(new Turn(group, member), item)).isEmpty();
        }
    }

    private List<String> drained() {
        List<String> items = new ArrayList<>();
        for (Optional<String> item = queue.poll(); item.isPresent(); item = queue.poll()) {
            items.add(item.get());
        }
        return items;
    }
}
