package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.live.LiveConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class LivePlacesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final LivePlaces places = new LivePlaces(
            new SmallRyeConfigBuilder()
                    .withMapping(LiveConfig.class)
                    .withDefaultValue("liftline.live.max-streams", "3")
                    .withDefaultValue("liftline.live.max-streams-per-caller", "2")
                    .build()
                    .getConfigMapping(LiveConfig.class),
            metrics);

    @Test
    void aCallerHasNoMoreThanItsStreams() {
        places.take("ann");
        places.take("ann");

        assertRefused("ann");
        places.giveBack("ann");
        places.take("ann");

        assertThat(places.taken()).isEqualTo(2);
    }

    @Test
    void allCallersTogetherHaveNoMoreThanTheStreamsOfTheReplica() {
        places.take("ann");
        places.take("ann");
        places.take("bob");

        assertRefused("bob");
        assertRefused("cat");
        assertThat(metrics.get("liftline.live.streams").gauge().value()).isEqualTo(3);
        places.giveBack("ann");
        places.take("cat");

        assertThat(places.taken()).isEqualTo(3);
    }

    private void assertRefused(String caller) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> places.take(caller))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    }
}
