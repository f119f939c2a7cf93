package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.query.live.Announcement;
import io.liftline.query.live.Announcement.Touched;
import io.liftline.query.live.LiveStream;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class LiveReaderTest {

    @Inject
    QueryDatabase database;

    private final List<String> resets = new ArrayList<>();
    private int deliveries;

    @Test
    void moreThanMayWaitIsDroppedAndTheStreamsAreTold() {
        LiveReader reader = new LiveReader(database, InstantSource.system(), this::streams, resets::add);

        reader.read(announcements(LiveReader.MAX_WAITING), Optional.empty());
        assertThat(resets).isEmpty();
        assertThat(deliveries).isPositive();
        int before = deliveries;
        reader.read(announcements(LiveReader.MAX_WAITING + 1), Optional.empty());

        assertThat(resets).containsExactly("too many samples");
        assertThat(deliveries).isEqualTo(before);
    }

    @Test
    void aFailureDoesNotKeepWhatComesNextWaiting() {
        LiveReader reader = new LiveReader(database, InstantSource.system(), this::failingFirst, resets::add);

        reader.read(announcements(1), Optional.empty());
        reader.read(announcements(1), Optional.empty());

        assertThat(deliveries).isEqualTo(2);
    }

    private List<LiveStream> streams() {
        deliveries++;
        return List.of();
    }

    private List<LiveStream> failingFirst() {
        deliveries++;
        if (deliveries == 1) {
            throw new IllegalStateException("the first delivery fails");
        }
        return List.of();
    }

    private static List<Announcement> announcements(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Announcement("a." + i, List.of(new Touched("W", i, i))))
                .toList();
    }
}
