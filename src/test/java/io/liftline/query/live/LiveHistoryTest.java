package io.liftline.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.query.live.Announcement.Touched;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveHistoryTest {

    private static final long MINUTE = 60_000_000;

    private final LiveHistory history = new LiveHistory(Duration.ofMinutes(5));

    @Test
    void itHasWhatCameAfterAnAnnouncement() {
        assertThat(history.last()).isEmpty();
        for (int i = 0; i < 5; i++) {
            history.add(announcement(i, 1), i * MINUTE);
        }

        assertThat(history.last()).contains("4");
        assertThat(history.after("2").orElseThrow()).containsExactly(announcement(3, 1), announcement(4, 1));
        assertThat(history.after("4")).contains(List.of());
        assertThat(history.after("5")).isEmpty();
    }

    @Test
    void itForgetsWhatIsTooOldOrTooMuch() {
        history.add(announcement(0, 1), 0);
        history.add(announcement(1, 1), 6 * MINUTE);
        assertThat(history.after("0")).isEmpty();
        assertThat(history.after("1")).isPresent();

        history.add(announcement(2, LiveHistory.MAX_RANGES), 6 * MINUTE);
        assertThat(history.after("1")).isEmpty();
        assertThat(history.after("2")).isPresent();
    }

    @Test
    void anAnnouncementIsRead() {
        assertThat(Announcement.parse("{\"id\":\"a-1.2\",\"rows\":[[\"W \\\"1\\\"\",5,6]]}"))
                .isEqualTo(Optional.of(new Announcement("a-1.2", List.of(new Touched("W \"1\"", 5, 6)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"id\":\"a\"}",
                "{\"id\":\"a\\nb\",\"rows\":[]}",
                "{\"id\":\"a\",\"rows\":[5]}",
                "{\"id\":\"a\",\"rows\":[[\"W\"]]}",
                "{\"id\":\"a\",\"rows\":[[\"W\",\"x\",1]]}",
                "{\"id\":\"a\",\"rows\":[[null,1,2]]}",
                "{\"id\":\"a\",\"rows\":[[\"W\",null,2]]}",
                "{\"id\":\"a\",\"rows\":[[\"W\",2,1]]}",
                "{\"id\":\"a\",\"rows\":[[\"W\",1,9223372036854775807]]}"
            })
    void whatIsNoAnnouncementIsIgnored(String payload) {
        assertThat(Announcement.parse(payload)).isEmpty();
    }

    private static Announcement announcement(int id, int ranges) {
        return new Announcement(String.valueOf(id), Collections.nCopies(ranges, new Touched("W", 0, 0)));
    }
}
