package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.liftline.ingest.Decode;
import io.liftline.ingest.RandomSamples;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Properties that hold for seeded random bodies. A failure message contains the seed.
class DecoderPropertiesTest {

    private static final int ARBITRARY_BODIES = 100_000;

    enum Format {
        JSON(new JsonDecoder(), RandomSamples::json, "{}[]\":,nulltrue-.eE0123456789 \\u\n"),
        NDJSON(new NdjsonDecoder(), RandomSamples::ndjson, "{}[]\":,nulltrue-.eE0123456789 \\u\n\r"),
        CSV(new CsvDecoder(CsvDialect.STANDARD), RandomSamples::csv, "\",\r\n;well_idtimestamppip-.eE0123456789 ");

        final SampleDecoder decoder;
        final Function<List<Decode.Stored>, String> encode;
        final String alphabet;

        Format(SampleDecoder decoder, Function<List<Decode.Stored>, String> encode, String alphabet) {
            this.decoder = decoder;
            this.encode = encode;
            this.alphabet = alphabet;
        }
    }

    @ParameterizedTest
    @EnumSource
    void decodingWhatWasEncodedGivesTheSameSamples(Format format) {
        for (int seed = 0; seed < 200; seed++) {
            List<Decode.Stored> samples = new RandomSamples(seed).distinct(1 + seed % 50);

            SampleValidator validator = Decode.run(format.decoder, format.encode.apply(samples));

            assertThat(validator.errors()).as("seed %d", seed).isEmpty();
            assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                    .as("seed %d", seed)
                    .isEqualTo(samples);
        }
    }

    @ParameterizedTest
    @EnumSource
    void arbitraryBodiesAreReadOrRefusedButNeverBreakTheService(Format format) {
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < ARBITRARY_BODIES; seed++) {
            byte[] body = arbitrary(format, new Random(seed));
            try {
                SampleValidator validator = Decode.run(format.decoder, body);
                assertThat(validator.accepted() + validator.rejected())
                        .as("seed %d", seed)
                        .isEqualTo(validator.received());
                assertThat(validator.batch(OnConflict.UPDATE).rows()).isLessThanOrEqualTo(validator.accepted());
                read++;
            } catch (ProblemException problem) {
                assertThat(problem.code().status()).as("seed %d", seed).isBetween(400, 499);
                refused++;
            } catch (UncheckedIOException | BodyRefusedException unreadable) {
                refused++;
            } catch (RuntimeException broken) {
                fail("seed " + seed + ": " + new String(body, StandardCharsets.ISO_8859_1), broken);
            }
        }
        assertThat(read).as("bodies read").isGreaterThan(ARBITRARY_BODIES / 100);
        assertThat(refused + read).isEqualTo(ARBITRARY_BODIES);
    }

    /// One third random bytes, one third random tokens of the format, one third valid bodies with errors.
    private static byte[] arbitrary(Format format, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 1 -> {
                byte[] bytes = new byte[random.nextInt(200)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) format.alphabet.charAt(random.nextInt(format.alphabet.length()));
                }
                yield bytes;
            }
            default -> damaged(format, random);
        };
    }

    private static byte[] damaged(Format format, Random random) {
        byte[] bytes = format.encode
                .apply(new RandomSamples(random.nextLong()).distinct(1 + random.nextInt(3)))
                .getBytes(StandardCharsets.UTF_8);
        for (int hits = random.nextInt(4); hits > 0; hits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
}
