package io.liftline.query.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.query.source.ArchivedVersion.Place;
import io.liftline.telemetry.TimeRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivedVersionTest {

    @Test
    void theVersionThatWasExportedLastCountsWhereTwoOverlap() {
        List<ArchivedPart> parts = ArchivedVersion.parts(List.of(
                version("week", 10, 80, Place.ARCHIVE),
                version("monday", 10, 20, Place.ARCHIVE),
                version("before", 0, 15, Place.ARCHIVE),
                version("after", 70, 90, Place.ARCHIVE)));

        assertThat(parts.stream().map(ArchivedVersionTest::text))
                .containsExactly("before 0-10", "week 10-80", "after 80-90");
    }

    @Test
    void aNewerVersionInTheMiddleLeavesBothEnds() {
        List<ArchivedPart> parts = ArchivedVersion.parts(
                List.of(version("new", 30, 40, Place.ARCHIVE), version("old", 0, 100, Place.ARCHIVE)));

        assertThat(parts.stream().map(ArchivedVersionTest::text))
                .containsExactly("old 0-30", "new 30-40", "old 40-100");
    }

    @Test
    void whatWasBroughtBackIsNotReadFromTheArchiveNorAreItsOlderVersions() {
        List<ArchivedPart> parts = ArchivedVersion.parts(
                List.of(version("v2", 0, 10, Place.DATABASE), version("v1", 0, 10, Place.ARCHIVE)));

        assertThat(parts).isEmpty();
    }

    @Test
    void partsAreCutToTheRangesOfAQuestion() {
        List<ArchivedPart> parts =
                ArchivedVersion.parts(List.of(version("a", 0, 10, Place.ARCHIVE), version("b", 10, 20, Place.ARCHIVE)));

        List<ArchivedPart> within = ArchivedPart.within(parts, List.of(new TimeRange(5, 12), new TimeRange(18, 30)));

        assertThat(within.stream().map(ArchivedVersionTest::text)).containsExactly("a 5-10", "b 10-12", "b 18-20");
    }

    private static ArchivedVersion version(String name, long from, long to, Place place) {
        return new ArchivedVersion(new ArchivedPart(name, 1, "", new TimeRange(from, to), Instant.EPOCH), place);
    }

    private static String text(ArchivedPart part) {
        return "%s %d-%d"
                .formatted(part.object(), part.range().from(), part.range().to());
    }
}
