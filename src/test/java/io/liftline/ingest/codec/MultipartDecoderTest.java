package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartDecoderTest {

    private static final String CSV = "well_id,timestamp,pip\r\nA,2025-11-20T06:00:00Z,801.5\r\n";
    private static final String HEAD =
            "Content-Disposition: form-data; name=\"file\"; filename=\"esp.csv\"\r\nContent-Type: text/csv\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"", "a preamble\r\n", "\r\n"})
    void theOneFileIsRead(String preamble) {
        SampleValidator validator = decode(preamble + "--xyz\r\n" + HEAD + CSV + "\r\n--xyz--\r\nan epilogue");

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors()).isEmpty();
    }

    @Test
    void theLinesAreThoseOfTheFile() {
        SampleValidator validator = decode("--xyz\r\n" + HEAD + CSV + "A,never,1\r\n--xyz--\r\n");

        assertThat(validator.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isEqualTo(3L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ''                                                  | its boundary is not in it
                    --abc_HEAD_x_--abc--                                | its boundary is not in it
                    --xyz--                                             | it holds no file
                    --xyz_                                              | a part has no end
                    --xyz_HEADa,b_                                      | a part has no end
                    --xyz_HEADa_--xyz_HEADb_--xyz--                     | it holds more than one file
                    --xyz_Content-Disposition: form-data; name="units"__pip:kPa_--xyz--_ | it holds a field that is no file
                    """)
    void whatIsNotOneFileIsRefused(String body, String detail) {
        String text = body.replace("'", "").replace("_", "\r\n").replace("HEAD", HEAD);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> decode(text))
                .withMessageContaining(detail);
    }

    private static SampleValidator decode(String body) {
        return Decode.run(new MultipartDecoder("xyz", new CsvDecoder(CsvDialect.STANDARD)), body);
    }
}
