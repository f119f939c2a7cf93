package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangedStreamTest {

    private static final int RANGE = 4 * 1024 * 1024;

    private final List<String> requests = new ArrayList<>();

    @Test
    void oneRangeIsRequestedAtATimeAndOnlyWhenItIsRead() throws IOException {
        try (InputStream stream = stream(2L * RANGE + 5)) {
            assertThat(requests).isEmpty();

            assertThat(stream.read()).isEqualTo('x');
            assertThat(requests).containsExactly("0+4194304");

            assertThat(stream.readNBytes(RANGE)).hasSize(RANGE);
            assertThat(requests).containsExactly("0+4194304", "4194304+4194304");

            assertThat(stream.readAllBytes()).hasSize(RANGE + 4);
            assertThat(requests).containsExactly("0+4194304", "4194304+4194304", "8388608+5");
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[1])).isEqualTo(-1);
        }
    }

    @Test
    void anEmptyObjectNeedsNoRequest() throws IOException {
        try (InputStream stream = stream(0)) {
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void anObjectMayBeLargerThanAnIntHolds() throws IOException {
        long bytes = 1_000L * RANGE;
        try (InputStream stream = stream(bytes)) {
            stream.skipNBytes(bytes);

            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(requests).hasSize(1_000).last().isEqualTo("4190109696+4194304");
    }

    @Test
    void aClosedStreamIsNotRead() throws IOException {
        InputStream stream = stream(10);
        stream.read();
        stream.close();

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("the stream of 'a/x' is closed");
        assertThat(stream.available()).isZero();
    }

    private InputStream stream(long bytes) {
        return new RangedStream(new Found("a/x", bytes, "tag"), (offset, length) -> {
            requests.add(offset + "+" + length);
            byte[] range = new byte[length];
            range[0] = 'x';
            return range;
        });
    }
}
