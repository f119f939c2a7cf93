package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeExpressionTest {

    private static final Instant NOW = Instant.parse("2025-11-20T12:00:00.5Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2025-11-20T06:00:00Z             | 2025-11-20T06:00:00Z
                    2025-11-20T06:00:00.123456Z      | 2025-11-20T06:00:00.123456Z
                    2025-11-20 06:00:00Z             | 2025-11-20T06:00:00Z
                    2025-11-20T06:00:00,5Z           | 2025-11-20T06:00:00.500Z
                    2025-11-20T09:00:00+03:00        | 2025-11-20T06:00:00Z
                    2025-11-20T09:00:00+0300         | 2025-11-20T06:00:00Z
                    2025-11-20T09:00:00+03           | 2025-11-20T06:00:00Z
                    2025-11-20T09:00:00 0300         | 2025-11-20T06:00:00Z
                    2025-11-20T09:00:00 03           | 2025-11-20T06:00:00Z
                    2025-11-20T03:00:00-03           | 2025-11-20T06:00:00Z
                    2025-11-20T09:00:00 03:00        | 2025-11-20T06:00:00Z
                    2025-11-20 09:00:00 03:00        | 2025-11-20T06:00:00Z
                    -90s                             | 2025-11-20T11:58:30.500Z
                    -15m                             | 2025-11-20T11:45:00.500Z
                    -24h                             | 2025-11-19T12:00:00.500Z
                    now-24h                          | 2025-11-19T12:00:00.500Z
                    now-7d                           | 2025-11-13T12:00:00.500Z
                    -4w                              | 2025-10-23T12:00:00.500Z
                    -999999w                         | 0001-01-01T00:00:00Z
                    0                                | 1970-01-01T00:00:00Z
                    100000000                        | 1973-03-03T09:46:40Z
                    1763618400                       | 2025-11-20T06:00:00Z
                    1763618400123                    | 2025-11-20T06:00:00.123Z
                    100000000000                     | 1973-03-03T09:46:40Z""")
    void aTimeIsTakenInItsUnambiguousForms(String text, Instant time) {
        assertThat(TimeExpression.range(text, "9999-01-01T00:00:00Z", NOW).from())
                .isEqualTo(Timestamp.micros(time));
    }

    @Test
    void nowIsTheEnd() {
        assertThat(TimeExpression.range("-1s", "now", NOW).to()).isEqualTo(Timestamp.micros(NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2025-11-20T06:00:00       | it has no offset from UTC
                    2025-11-20 06:00:00,5     | it has no offset from UTC
                    2025-11-20                | it is a date without a time
                    1763618400123456          | it looks like Unix microseconds
                    1763618400123456789       | it looks like Unix nanoseconds
                    100000000000000           | it looks like Unix microseconds
                    2025-02-30T06:00:00Z      | there is no such date or time of day
                    2025-11-20T25:00:00 03:00 | there is no such date or time of day
                    99999999999999999999      | it looks like Unix nanoseconds
                    2025-11-20 06:00          | it is not a time
                    20251120                  | it is not a time
                    2025                      | it is not a time
                    yesterday                 | it is not a time
                    -1763618400               | it is not a time
                    now+1h                    | it is not a time
                    now-                      | it is not a time
                    -9999999h                 | it is not a time
                    -24                       | it is not a time""")
    void aRefusalSaysWhichKindItIs(String text, String kind) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TimeExpression.range(text, "now", NOW))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
                    assertThat(refusal.detail())
                            .startsWith("from is '")
                            .contains("', but " + kind + "; write RFC 3339");
                });
    }

    @Test
    void anEmptyRangeIsRefusedWithBothEnds() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TimeExpression.range("now", "-1h", NOW))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.UNPROCESSABLE);
                    assertThat(refusal.detail())
                            .contains("from is 2025-11-20T12:00:00.500Z, to is 2025-11-20T11:00:00.500Z");
                });
    }
}
