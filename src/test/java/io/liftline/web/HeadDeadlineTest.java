package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadDeadlineTest {

    private long nanos;
    private final HeadDeadline head = new HeadDeadline(Duration.ofSeconds(10), () -> nanos);
    private final EmbeddedChannel connection = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        connection.freezeTime();
        connection.pipeline().addFirst(head);
    }

    @Test
    void aConnectionWithoutAFirstHeaderIsClosed() {
        pass(9);
        assertThat(connection.isOpen()).isTrue();

        pass(1);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aLaterHeaderHasItsWholeTimeFromItsFirstByte() {
        request();
        pass(8);
        receive();
        pass(9);
        assertThat(connection.isOpen()).isTrue();

        pass(1);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestStaysOpen() {
        request();

        pass(100);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void manyRequestsLeaveOneTimer() {
        for (int i = 0; i < 1_000; i++) {
            receive();
            request();
        }

        pass(10);
        assertThat(connection.runScheduledPendingTasks()).as("no timer is left").isEqualTo(-1);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void theBodyOfARequestIsNoHeader() {
        head.begin();
        receive();

        pass(100);

        assertThat(connection.isOpen()).isTrue();
    }

    private void request() {
        head.begin();
        head.end();
    }

    private void receive() {
        connection.writeInbound(Unpooled.copiedBuffer("P", StandardCharsets.US_ASCII));
    }

    private void pass(int seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runPendingTasks();
    }
}
