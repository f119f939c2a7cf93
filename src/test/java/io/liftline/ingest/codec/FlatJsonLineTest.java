package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.ingest.Decode;
import io.liftline.ingest.RandomSamples;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.write.OnConflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonLineTest {

    private static final String START = "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":";

    @ParameterizedTest
    @ValueSource(strings = {"1", "-0.5", "0", "1.25", "null", " 812.5 ", "123456789012345678901"})
    void theUsualIsUnderstood(String value) throws IOException {
        assertThat(understood(START + value + "}")).isTrue();
        assertThat(understood(" { \"pip\" : " + value + " , \"motor_temp\":1 } "))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "01", "1.", ".5", "+1", "1e3", "\"1\"", "true", "nul", "[1]", "{}", "-", "NaN", "1 2", "1,"})
    void theRestIsLeftToTheFullParser(String value) throws IOException {
        assertThat(understood(START + value + "}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"pip\":1",
                "{\"pip\":1}}",
                "{\"a\\u0062\":1}",
                "{\"w\u00e9ll\":1}",
                "{pip:1}"
            })
    void soIsWhatIsNoFlatObject(String line) throws IOException {
        assertThat(understood(line)).isFalse();
    }

    @Test
    void whatItUnderstandsTheFullParserReadsTheSame() {
        int understood = 0;
        for (int seed = 0; seed < 50_000; seed++) {
            String line = damaged(new Random(seed));
            SampleValidator fast = Decode.run(new NdjsonDecoder(), line);
            SampleValidator full =
                    Decode.run(new NdjsonDecoder(), line.replaceFirst("\"well_id\"", "\"well\\\\u005fid\""));
            assertThat(fast.accepted()).as("seed %d: %s", seed, line).isEqualTo(full.accepted());
            assertThat(Decode.stored(fast.batch(OnConflict.IGNORE)))
                    .as("seed %d: %s", seed, line)
                    .isEqualTo(Decode.stored(full.batch(OnConflict.IGNORE)));
            understood += fast.accepted();
        }
        assertThat(understood).isGreaterThan(5_000);
    }

    private static String damaged(Random random) {
        String line = RandomSamples.ndjson(new RandomSamples(random.nextLong()).distinct(1))
                .strip();
        StringBuilder text = new StringBuilder(line);
        String alphabet = "{}[]\",:.-+eE0189 nul";
        for (int hits = random.nextInt(3); hits > 0; hits--) {
            text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static boolean understood(String line) throws IOException {
        try (Lines lines = Decode.body(line.getBytes(StandardCharsets.UTF_8), Body.Encoding.IDENTITY)
                .lines()) {
            lines.next();
            SampleValidator validator = Decode.validator();
            return new FlatJsonLine(validator).read(lines, validator.next());
        }
    }
}
