package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.WellScope;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.rollup.RollupWorker;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Questions about a well whose samples are decades apart, before the rollups have them, afterwards, and when some
/// came late; on the real database.
@QuarkusTest
class SampleDaysTest {

    private static final String EVER = "?from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z";

    @Inject
    Tokens tokens;

    @Inject
    RollupWorker rollups;

    @Inject
    SampleDays days;

    @Inject
    MeterRegistry metrics;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final String well = Questions.newWell("GAP");
    private final List<Instant> stored = new ArrayList<>();
    private Questions questions;

    /// One sample in 1951, 40 at the end of 1959, one a day for 12 days of 1968, two in the last and the first
    /// microsecond of days, and one in 1985; stored by another program.
    @BeforeEach
    void storeSamples() throws SQLException {
        questions = Questions.of(tokens, "*");
        store(at("1951-05-01T10:00:00Z"));
        for (int i = 0; i < 40; i++) {
            store(at("1959-12-31T23:40:00Z").plusSeconds(60 * i));
        }
        for (int i = 0; i < 12; i++) {
            store(at("1968-02-01T12:00:00Z").plus(Duration.ofDays(i)));
        }
        store(at("1977-07-06T23:59:59.999999Z"));
        store(at("1977-07-09T00:00:00Z"));
        store(at("1985-03-03T03:03:03Z"));
    }

    @AfterEach
    void dropTheirChunks() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT drop_chunks('esp_telemetry', older_than => TIMESTAMPTZ '1986-01-01', newer_than => TIMESTAMPTZ '1951-01-01')""");
        }
    }

    @Test
    void aWholeAnswerNeedsNeitherRollupsNorCompleteOnes() throws SQLException {
        assertThatAnswersAreWhole();
        complete();
        assertThatAnswersAreWhole();
        store(at("1955-01-01T00:00:00Z"));
        store(at("1968-02-29T23:59:59Z"));
        store(at("1989-12-31T00:00:00Z"));
        assertThatAnswersAreWhole();
    }

    @Test
    void theNewestSampleIsFoundWithoutTheListOfWells() throws SQLException {
        assertThat(newest()).isEqualTo(at("1985-03-03T03:03:03Z"));
        complete();
        assertThat(newest()).isEqualTo(at("1985-03-03T03:03:03Z"));
        Questions.run("DELETE FROM esp_telemetry WHERE well_id = '%s' AND timestamp > '1970-01-01'".formatted(well));
        assertThat(newest()).isEqualTo(at("1968-02-12T12:00:00Z"));
        complete();
        assertThat(newest()).isEqualTo(at("1968-02-12T12:00:00Z"));
        Questions.run("DELETE FROM esp_telemetry WHERE well_id = '%s'".formatted(well));
        questions.problem(404, "/wells/" + well + "/latest");
        questions.problem(404, "/wells/" + well + "/telemetry" + EVER);
    }

    @Test
    void decadesWithoutSamplesAndAWellThatIsNotThereCostFewStatements() throws SQLException {
        complete();
        double large = statements("large");

        JsonObject page = questions.json("/wells/" + well + "/telemetry" + EVER);

        assertThat(Questions.each(page, "samples", "timestamp")).hasSize(stored.size());
        assertThat(page.getString("next_cursor")).isNull();
        assertThat(statements("large") - large).isLessThan(20);
        double search = statements("search");

        questions.problem(404, "/wells/NOBODY-1/latest");

        assertThat(statements("search") - search).isEqualTo(1);
        assertThat(next("NOBODY-1", "1951-01-01T00:00:00Z", "1989-01-01T00:00:00Z", TimeOrder.DESC))
                .isEmpty();
    }

    @Test
    void theNextPartIsADayOrAnHourThatHasChanged() throws SQLException {
        complete();
        assertNext("1951-01-01T00:00:00Z", "1980-01-01T00:00:00Z", TimeOrder.ASC, "1951-05-01T00:00:00Z", 24);
        assertNext("1959-12-31T23:50:00Z", "1980-01-01T00:00:00Z", TimeOrder.ASC, "1959-12-31T23:50:00Z", 0);
        assertNext("1961-01-01T00:00:00Z", "1980-01-01T00:00:00Z", TimeOrder.ASC, "1968-02-01T00:00:00Z", 24);
        assertNext("1961-01-01T00:00:00Z", "1980-01-01T00:00:00Z", TimeOrder.DESC, "1977-07-09T00:00:00Z", 24);
        assertNext("1951-01-01T00:00:00Z", "1960-01-01T00:10:00Z", TimeOrder.DESC, "1960-01-01T00:00:00Z", 0);
        assertThat(next(well, "1952-01-01T00:00:00Z", "1959-12-31T00:00:00Z", TimeOrder.ASC))
                .isEmpty();

        Questions.insert(Questions.newWell("OTHER"), at("1963-01-01T05:30:00Z"), 1);

        assertNext("1961-01-01T00:00:00Z", "1968-01-01T00:00:00Z", TimeOrder.ASC, "1963-01-01T05:00:00Z", 1);
        assertNext("1961-01-01T00:00:00Z", "1968-01-01T00:00:00Z", TimeOrder.DESC, "1963-01-01T05:00:00Z", 1);
        assertThatWhatIsNotAggregatedYetMayHaveSamples();
    }

    private void assertThatWhatIsNotAggregatedYetMayHaveSamples() {
        Instant now = Instant.now();
        String later = now.plus(Duration.ofDays(1)).toString();

        TimeRange newest =
                next("NOBODY-1", "1961-01-01T00:00:00Z", later, TimeOrder.DESC).orElseThrow();

        assertThat(Timestamp.instant(newest.to())).isEqualTo(micros(later));
        assertThat(Timestamp.instant(newest.from()))
                .isBetween(now.minus(Duration.ofHours(28)), now.minus(Duration.ofHours(2)));
    }

    /// @param hours the length of the part; 0 if it ends with the day or the range
    private void assertNext(String from, String to, TimeOrder order, String begin, int hours) {
        TimeRange part = next(well, from, to, order).orElseThrow();

        Instant first = at(begin);
        Instant end = hours > 0
                ? first.plus(Duration.ofHours(hours))
                : Stream.of(endOfDay(first), at(to)).min(Instant::compareTo).orElseThrow();
        assertThat(Timestamp.instant(part.from())).isEqualTo(first);
        assertThat(Timestamp.instant(part.to())).isEqualTo(end);
    }

    private Optional<TimeRange> next(String name, String from, String to, TimeOrder order) {
        TimeRange range = new TimeRange(Timestamp.micros(at(from)), Timestamp.micros(at(to)));
        return days.next(PermittedWell.of(WellScope.all(), name), range, order)
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private void assertThatAnswersAreWhole() {
        List<Object> expected =
                stored.stream().sorted().<Object>map(Instant::toString).toList();
        for (int limit : new int[] {7, 1_000}) {
            assertThat(times("/wells/" + well + "/telemetry" + EVER + "&order=asc&limit=" + limit))
                    .isEqualTo(expected);
            assertThat(times("/wells/" + well + "/telemetry" + EVER + "&order=desc&limit=" + limit))
                    .isEqualTo(expected.reversed());
            assertThat(times("/telemetry" + EVER + "&order=desc&wells=" + well + "&limit=" + limit))
                    .isEqualTo(expected.reversed());
        }
        String csv = questions.text("/wells/" + well + "/telemetry" + EVER + "&format=csv&channels=pip");
        assertThat(csv.lines().skip(1).<Object>map(line -> line.split(",", -1)[1]))
                .isEqualTo(expected);
    }

    private List<Object> times(String question) {
        List<Object> times = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = questions.json(question + cursor);
            times.addAll(Questions.each(page, "samples", "timestamp"));
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());
        return times;
    }

    private Instant newest() {
        Instant of = at(questions.json("/wells/" + well + "/latest").getString("timestamp"));
        assertThat(Questions.each(questions.json("/telemetry/latest?wells=" + well), "samples", "timestamp"))
                .containsExactly(of.toString());
        return of;
    }

    private double statements(String cost) {
        return metrics.get("liftline.query.statements")
                .tag("class", cost)
                .counter()
                .count();
    }

    private void complete() {
        Await.until("the rollups are complete", rollups::run);
    }

    private void store(Instant time) throws SQLException {
        Questions.insert(well, time, 1);
        stored.add(time);
    }

    private static Instant endOfDay(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static Instant micros(String text) {
        return Timestamp.instant(Timestamp.micros(at(text)));
    }
}
