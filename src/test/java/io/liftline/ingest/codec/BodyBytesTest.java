package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.ingest.Decode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyBytesTest {

    private static final int LENGTH = 5 * BodyBytes.BLOCK + 77;

    private final ArrayPool pool = new ArrayPool();
    private final byte[] sent = lines();

    @Test
    void bytesInBlocksAreThoseThatWereReceived() throws Exception {
        assertThat(inBlocks().stream().readAllBytes()).isEqualTo(sent);
    }

    @Test
    void oneArrayHasWhatTheBlocksBeforeHad() throws Exception {
        BodyBytes bytes = new BodyBytes(pool);
        bytes.addBlock(1_000);
        bytes.add(Buffer.buffer(sent).slice(0, 700));

        bytes.useOneArray(sent.length);
        bytes.add(Buffer.buffer(sent).slice(700, sent.length));

        assertThat(bytes.isOneArray()).isTrue();
        assertThat(bytes.array()).startsWith(sent);
        assertThat(bytes.stream().readAllBytes()).isEqualTo(sent);
    }

    @Test
    void blocksAreJoinedForWhoNeedsOneArray() {
        BodyBytes bytes = inBlocks();
        assertThat(bytes.isOneArray()).isFalse();

        assertThat(bytes.array()).startsWith(sent);
        assertThat(bytes.length()).isEqualTo(sent.length);
    }

    @Test
    void noBytesAreAnEmptyArrayAndAnEmptyStream() throws Exception {
        BodyBytes bytes = new BodyBytes(pool);

        assertThat(bytes.stream().readAllBytes()).isEmpty();
        assertThat(bytes.array()).isEmpty();
    }

    @Test
    void blocksAreLentAgainAfterwards() {
        BodyBytes bytes = new BodyBytes(pool);
        bytes.addBlock(BodyBytes.BLOCK);
        byte[] block = bytes.array();

        bytes.close();
        bytes.close();

        assertThat(pool.take(BodyBytes.BLOCK)).isSameAs(block);
        assertThat(pool.take(BodyBytes.BLOCK)).isNotSameAs(block);
    }

    @Test
    void linesAcrossBlocksAreWhole() throws Exception {
        Body body = new Body(inBlocks(), Body.Encoding.IDENTITY, sent.length, pool, Decode.charge());
        List<String> seen = new ArrayList<>();
        try (body;
                Lines lines = body.lines()) {
            while (lines.next()) {
                seen.add(new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.US_ASCII));
            }
        }

        assertThat(seen)
                .isEqualTo(new String(sent, StandardCharsets.US_ASCII).lines().toList());
    }

    private BodyBytes inBlocks() {
        BodyBytes bytes = new BodyBytes(pool);
        Random random = new Random(7);
        for (int from = 0; from < sent.length; ) {
            int to = Math.min(sent.length, from + 1 + random.nextInt(BodyBytes.BLOCK));
            while (bytes.room() < to) {
                bytes.addBlock(Math.min(BodyBytes.BLOCK, sent.length - bytes.room()));
            }
            bytes.add(Buffer.buffer(sent).slice(from, to));
            from = to;
        }
        return bytes;
    }

    /// Lines of different lengths.
    private static byte[] lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < LENGTH; i++) {
            text.append("line ").append(i).append("x".repeat(i % 50)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
