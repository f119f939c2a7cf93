package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.query.source.ArchivedPart;
import io.liftline.telemetry.TimeRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchTest {

    private static final List<ArchivedPart> PARTS = List.of(part("a", 10, 20), part("b", 20, 30), part("c", 50, 60));

    @ParameterizedTest
    @CsvSource({
        "ASC,  0, 100, 0, 10, ''",
        "ASC, 10, 100, 10, 20, a",
        "ASC, 12, 100, 12, 20, a",
        "ASC, 12, 15, 12, 15, a",
        "ASC, 20, 100, 20, 30, b",
        "ASC, 30, 100, 30, 50, ''",
        "ASC, 60, 100, 60, 100, ''",
        "DESC, 0, 100, 60, 100, ''",
        "DESC, 0, 60, 50, 60, c",
        "DESC, 0, 50, 30, 50, ''",
        "DESC, 0, 25, 20, 25, b",
        "DESC, 0, 10, 0, 10, ''"
    })
    void aRangeIsReadStretchByStretch(TimeOrder order, long from, long to, long first, long last, String object) {
        Stretch stretch = Stretch.first(new TimeRange(from, to), order, PARTS);

        assertThat(stretch.range()).isEqualTo(new TimeRange(first, last));
        assertThat(stretch.archived().map(ArchivedPart::object).orElse("")).isEqualTo(object);
        stretch.archived().ifPresent(part -> assertThat(part.range()).isEqualTo(stretch.range()));
    }

    @ParameterizedTest
    @CsvSource({"ASC, 30, 35", "DESC, 45, 50"})
    void ofSamplesInTheDatabaseAPartIsRead(TimeOrder order, long first, long last) {
        Stretch hot = Stretch.first(new TimeRange(30, 50), order, PARTS);
        Stretch archived = Stretch.first(new TimeRange(20, 30), order, PARTS);

        assertThat(hot.first(order, 5).range()).isEqualTo(new TimeRange(first, last));
        assertThat(hot.first(order, 100)).isEqualTo(hot);
        assertThat(archived.first(order, 5)).isEqualTo(archived);
    }

    private static ArchivedPart part(String name, long from, long to) {
        return new ArchivedPart(name, 1, "", new TimeRange(from, to), Instant.EPOCH);
    }
}
