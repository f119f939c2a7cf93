package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewcomersTest {

    private static final int MOST = 4;

    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final Newcomers.Line line = new Newcomers.Line(MOST, later::add);
    private final List<String> letIn = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();

    @Test
    void aConnectionAloneDoesNotWait() {
        add("a", "a1");
        assertThat(letIn).containsExactly("a1");

        pass();
        add("a", "a2");
        assertThat(letIn).containsExactly("a1", "a2");
    }

    @Test
    void afterEachConnectionThereIsAPauseAndAddressesTakeTurns() {
        for (String name : List.of("a1", "a2", "a3")) {
            add("a", name);
        }
        add("b", "b1");
        assertThat(letIn).containsExactly("a1");

        pass();
        assertThat(letIn).containsExactly("a1", "a2");
        pass();
        pass();
        assertThat(letIn).containsExactly("a1", "a2", "b1", "a3");
        pass();
        assertThat(later).isEmpty();
    }

    @Test
    void aConnectionThatWasClosedMeanwhileTakesNoTurn() {
        for (String name : List.of("a1", "a2", "a3")) {
            add("a", name);
        }
        gone.add("a2");

        pass();
        assertThat(letIn).containsExactly("a1", "a3");
    }

    @Test
    void moreThanTheLineHoldsAreRefused() {
        for (int i = 0; i <= MOST; i++) {
            add("a", "a" + i);
        }
        assertThat(refused).isEmpty();

        add("a", "one more");
        assertThat(refused).containsExactly("one more");
    }

    private void pass() {
        later.remove().run();
    }

    private void add(String address, String name) {
        line.add(address, new Newcomers.Newcomer() {

            @Override
            public boolean isGone() {
                return gone.contains(name);
            }

            @Override
            public void letIn() {
                letIn.add(name);
            }

            @Override
            public void refuse() {
                refused.add(name);
            }
        });
    }
}
