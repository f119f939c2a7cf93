package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.WellScope;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.query.series.Statement;
import io.liftline.query.series.SummarySql;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The plans of questions contain only the chunks of their range, however many there are (docs/security.md has the
/// planning times).
@QuarkusTest
class PlansAtManyChunksTest {

    private static final int DAYS = 60;
    private static final Instant FIRST = Instant.parse("1991-03-01T12:00:00Z");
    private static final Instant LAST = FIRST.plus(Duration.ofDays(DAYS - 1));
    private static final Pattern CHUNK = Pattern.compile("_hyper_\\d+_\\d+_chunk");

    @Inject
    Pool pool;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final String well = "PLANS-" + System.nanoTime();
    private final WellScope all = WellScope.all();

    @BeforeEach
    void writeASampleADay() throws SQLException {
        run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                SELECT '%s', time, 1
                FROM generate_series('%s'::timestamptz, '%s', INTERVAL '1 day') AS time""".formatted(well, FIRST, LAST));
    }

    @AfterEach
    void dropItsChunks() throws SQLException {
        run("SELECT drop_chunks('esp_telemetry', older_than => '%s'::timestamptz, newer_than => '%s'::timestamptz)"
                .formatted(LAST.plus(Duration.ofDays(1)), FIRST.minus(Duration.ofDays(1))));
    }

    @Test
    void aStatementWithoutABoundIsPlannedForEveryChunk() {
        assertThat(chunks(LatestSql.one(SampleColumns.ALL), Tuple.of(well)))
                .as("what the other tests avoid")
                .hasSizeGreaterThanOrEqualTo(DAYS);
    }

    @Test
    void theNewestSampleOfAWellWithLaterOnesOnlyNeedsTheChunksFromItsBoundOn() {
        Set<String> since = chunks(LatestSql.oneSince(SampleColumns.ALL), Tuple.of(well, utc(LAST)));
        Set<String> each = chunks(
                LatestSql.eachSince(SampleColumns.ALL),
                QueryDatabase.parameters(all)
                        .addArrayOfString(new String[] {well})
                        .addTemporal(utc(LAST)));

        Set<String> later =
                chunks(LatestSql.oneSince(SampleColumns.ALL), Tuple.of(well, utc(LAST.plusSeconds(86_400))));
        assertThat(since).hasSize(later.size() + 1);
        assertThat(each).isEqualTo(since);
    }

    @Test
    void aRangeNeedsItsChunks() {
        Instant from = FIRST.plus(Duration.ofDays(10));
        Instant to = from.plus(Duration.ofDays(1));
        TimeRange range = new TimeRange(Timestamp.micros(from), Timestamp.micros(to));

        for (TimeOrder order : TimeOrder.values()) {
            assertThat(chunks(QuerySql.samples(SampleColumns.ALL, order), Tuple.of(well, utc(from), utc(to), 100)))
                    .hasSize(2);
            assertThat(chunks(
                            QuerySql.fleetSamples(SampleColumns.ALL, order),
                            QueryDatabase.parameters(all)
                                    .addTemporal(utc(from))
                                    .addTemporal(utc(to))
                                    .addArrayOfString(null)
                                    .addTemporal(null)
                                    .addString(null)
                                    .addInteger(100)))
                    .hasSize(2);
        }
        Statement summary = SummarySql.of(
                Channel.ALL, all, Optional.of(new String[] {well}), List.of(new Segment(Source.RAW, range)));
        assertThat(chunks(summary.text(), summary.parameters())).hasSize(2);
        assertThat(chunksOf(
                        QuerySql.ESTIMATE,
                        QueryDatabase.parameters(all)
                                .addTemporal(utc(from))
                                .addTemporal(utc(to))
                                .addArrayOfString(null)))
                .hasSize(2);
    }

    /// The chunks of the days have a year each.
    @Test
    void theSearchForTheNextDayWithSamplesNeedsThoseOfTheRollup() {
        for (TimeOrder order : TimeOrder.values()) {
            assertThat(chunks(SampleDaysSql.day(order), Tuple.of(utc(FIRST), utc(LAST), well)))
                    .hasSizeLessThanOrEqualTo(2);
        }
        assertThat(chunks(SampleDaysSql.dayOfAny(TimeOrder.ASC), Tuple.of(utc(FIRST), utc(LAST))))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(chunks(SampleDaysSql.STATE, Tuple.of(utc(FIRST), utc(LAST)))).isEmpty();
    }

    @Test
    void theListOfWellsNeedsNone() {
        assertThat(chunks(
                        WellSql.PAGE,
                        QueryDatabase.parameters(all)
                                .addString("")
                                .addString("")
                                .addInteger(1_000)))
                .isEmpty();
        assertThat(chunks(WellSql.ONE, Tuple.of(well))).isEmpty();
    }

    private static OffsetDateTime utc(Instant time) {
        return Timestamp.utc(Timestamp.micros(time));
    }

    private Set<String> chunks(String statement, Tuple parameters) {
        return chunksOf("EXPLAIN (FORMAT JSON) " + statement, parameters);
    }

    private Set<String> chunksOf(String explain, Tuple parameters) {
        String plan = pool.withConnection(
                        connection -> connection.preparedQuery(explain).execute(parameters))
                .await()
                .atMost(Duration.ofSeconds(30))
                .iterator()
                .next()
                .getValue(0)
                .toString();
        return CHUNK.matcher(plan).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
