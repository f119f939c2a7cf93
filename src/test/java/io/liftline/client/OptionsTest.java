package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.client.Options.Given;
import io.liftline.client.Options.Option;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private static final Options OPTIONS = new Options(List.of(
            Option.once("url", "URL", "address"),
            Option.repeated("units", "pip:kPa,…", "units\nof channels"),
            Option.flag("dry-run", "store nothing")));

    @Test
    void optionsStandInAnyOrderAndFormAmongTheOperands() {
        Given given = OPTIONS.parse(List.of(
                "a.csv",
                "--url",
                "http://x",
                "--units=pip:kPa",
                "-",
                "--dry-run",
                "--units",
                "motor_temp:K",
                "--",
                "--b.csv"));

        assertThat(given.value("url")).contains("http://x");
        assertThat(given.values("units")).containsExactly("pip:kPa", "motor_temp:K");
        assertThat(given.has("dry-run")).isTrue();
        assertThat(given.operands()).containsExactly("a.csv", "-", "--b.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --unit pip:kPa    | unknown option --unit; did you mean --units?
                    --dryrun          | unknown option --dryrun; did you mean --dry-run?
                    --elsewhere       | unknown option --elsewhere
                    -x                | unknown option -x
                    --url             | --url needs a value: --url URL
                    --url a --url=b   | --url is given twice
                    --dry-run=yes     | --dry-run has no value
                    """)
    void aLineThatIsNotUnderstoodIsRefusedWithWhatIsRight(String line, String message) {
        assertThatExceptionOfType(MisuseException.class)
                .isThrownBy(() -> OPTIONS.parse(List.of(line.split(" "))))
                .withMessage(message);
    }

    @Test
    void theHelpHasALineOfEachOption() {
        assertThat(OPTIONS.help()).isEqualTo("""
                  --url URL                 address
                  --units pip:kPa,…         units
                                            of channels
                  --dry-run                 store nothing
                """);
    }
}
