package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.telemetry.Channel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredRowTest {

    private static final int RUNS = 3_000;

    /// `stored`: the stored row, `-` for none. `rows`: the rows of one request, in order.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MERGE  | -           | pip 1; motor_temp 2; vsd_frequency 3 | pip 1, motor_temp 2, vsd_frequency 3 | inserted 1, updated 2, duplicates 0, conflicts 0
            MERGE  | -           | pip 1; pip 1                         | pip 1                                | inserted 1, updated 0, duplicates 1, conflicts 0
            MERGE  | -           | pip 1; pip 2                         | pip 1                                | inserted 1, updated 0, duplicates 0, conflicts 1
            MERGE  | pip 1       | motor_temp 2                         | pip 1, motor_temp 2                  | inserted 0, updated 1, duplicates 0, conflicts 0
            MERGE  | pip 1       | pip 1, motor_temp 2                  | pip 1, motor_temp 2                  | inserted 0, updated 1, duplicates 0, conflicts 0
            MERGE  | pip 1       | pip 5, motor_temp 2                  | pip 1, motor_temp 2                  | inserted 0, updated 0, duplicates 0, conflicts 1
            MERGE  | pip 1       | motor_temp 2; motor_temp 3           | pip 1, motor_temp 2                  | inserted 0, updated 1, duplicates 0, conflicts 1
            UPDATE | -           | pip 1; pip 2                         | pip 2                                | inserted 1, updated 1, duplicates 0, conflicts 0
            UPDATE | pip 1       | pip 2                                | pip 2                                | inserted 0, updated 1, duplicates 0, conflicts 0
            UPDATE | pip 1       | motor_temp 2                         | pip 1, motor_temp 2                  | inserted 0, updated 1, duplicates 0, conflicts 0
            UPDATE | pip 1       | pip 1                                | pip 1                                | inserted 0, updated 0, duplicates 1, conflicts 0
            UPDATE | pip 2       | pip 1; pip 2                         | pip 2                                | inserted 0, updated 0, duplicates 2, conflicts 0
            UPDATE | pip 2       | pip 2; pip 3                         | pip 3                                | inserted 0, updated 1, duplicates 1, conflicts 0
            UPDATE | pip 2       | pip 1, choke 7; pip 2                | pip 2, choke 7                       | inserted 0, updated 1, duplicates 1, conflicts 0
            IGNORE | -           | pip 1; motor_temp 2                  | pip 1, motor_temp 2                  | inserted 1, updated 1, duplicates 0, conflicts 0
            IGNORE | pip 1       | pip 1                                | pip 1                                | inserted 0, updated 0, duplicates 1, conflicts 0
            IGNORE | pip 1       | pip 2                                | pip 1                                | inserted 0, updated 0, duplicates 0, conflicts 1
            IGNORE | pip 1       | motor_temp 2                         | pip 1                                | inserted 0, updated 0, duplicates 0, conflicts 1""")
    void theRowsOfOneRequestAreUnitedUnderItsRule(
            OnConflict rule, String stored, String rows, String becomes, String counts) {
        Applied applied = new Applied(stored, request(rule, rows));

        assertThat(applied.values()).isEqualTo(values(becomes));
        assertThat(Batches.words(applied.counts(0))).isEqualTo(counts);
        assertThat(applied.isToBeWritten).isEqualTo(!becomes.equals(stored));
    }

    @Test
    void requestsAreAppliedInTheOrderTheyCameEachToWhatTheOneBeforeLeft() {
        Applied applied = new Applied(
                "-",
                request(OnConflict.MERGE, "pip 1"),
                request(OnConflict.MERGE, "pip 2, choke 40"),
                request(OnConflict.UPDATE, "pip 3"),
                request(OnConflict.IGNORE, "motor_temp 96"),
                request(OnConflict.UPDATE, "pip 3; choke 40"));

        assertThat(applied.values()).isEqualTo(values("pip 3, choke 40"));
        assertThat(IntStream.range(0, 5).mapToObj(request -> Batches.words(applied.counts(request))))
                .containsExactly(
                        "inserted 1, updated 0, duplicates 0, conflicts 0",
                        "inserted 0, updated 0, duplicates 0, conflicts 1",
                        "inserted 0, updated 1, duplicates 0, conflicts 0",
                        "inserted 0, updated 0, duplicates 0, conflicts 1",
                        "inserted 0, updated 0, duplicates 2, conflicts 0");
    }

    @Test
    void aConflictNamesTheSampleTheFieldAndBothValues() {
        Applied applied = new Applied("pip 801.5", request(OnConflict.MERGE, "pip 801.5; pip 805, motor_temp 96"));

        assertThat(applied.counts(0).errors())
                .containsExactly(new RowError(
                        1,
                        2L,
                        "W",
                        RejectCode.CONFLICT,
                        "pip",
                        "805",
                        "pip is stored as 801.5 psi, which stays; 805 psi would replace it with on_conflict=update"));
    }

    @Test
    void aChannelThatIgnoreKeepsEmptyIsAConflictWithNothing() {
        Applied applied = new Applied("pip 801.5", request(OnConflict.IGNORE, "pip 801.5, motor_temp 96.25"));

        assertThat(applied.counts(0).errors())
                .extracting(RowError::field, RowError::value, RowError::detail)
                .containsExactly(tuple(
                        "motor_temp",
                        "96.25",
                        "motor_temp has no stored value, and on_conflict=ignore keeps the stored row as it is"));
    }

    @Test
    void aHundredConflictsOfARequestAreListedAndAllCounted() {
        String rows = "pip 1; " + "pip 2; ".repeat(150) + "pip 1";

        WriteCounts counts = new Applied("-", request(OnConflict.MERGE, rows)).counts(0);

        assertThat(Batches.words(counts)).isEqualTo("inserted 1, updated 0, duplicates 1, conflicts 150");
        assertThat(counts.errors()).hasSize(RowError.MAX_LISTED);
    }

    @Test
    void anyRequestsGiveWhatTheModelGives() {
        for (int seed = 0; seed < RUNS; seed++) {
            List<ModelTable.Request> requests = new RandomRequests(seed, "W", 6).some(5);
            ModelTable model = new ModelTable();
            List<String> expected = requests.stream().map(model::apply).toList();

            CommitGroup group = new CommitGroup(
                    requests.stream().map(ModelTable.Request::batch).toList());
            WriteTally tally = WriteTally.ofFresh(group);

            assertThat(IntStream.range(0, requests.size()).mapToObj(i -> Batches.words(tally.of(i))))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayChangesNothingAndInsertsNothing(OnConflict rule) {
        for (int seed = 0; seed < RUNS; seed++) {
            ModelTable.Request request = new ModelTable.Request(
                    rule, new RandomRequests(seed, "W", 3).request().samples());
            ModelTable once = new ModelTable();
            once.apply(request);

            CommitGroup twice = new CommitGroup(List.of(request.batch(), request.batch()));
            WriteCounts replay = WriteTally.ofFresh(twice).of(1);

            assertThat(replay.inserted() + replay.updated()).as("seed %d", seed).isZero();
            assertThat(replay.duplicates() + replay.conflicts())
                    .as("seed %d", seed)
                    .isEqualTo(request.samples().size());
            once.apply(request);
            ModelTable again = new ModelTable();
            again.apply(request);
            assertThat(once.rows()).as("seed %d", seed).isEqualTo(again.rows());
        }
    }

    /// Applies requests to one row.
    private static final class Applied {

        private final StoredRow row = new StoredRow();
        private final WriteTally tally;
        private final boolean isToBeWritten;

        Applied(String stored, ColumnBatch... requests) {
            CommitGroup group = new CommitGroup(List.of(requests));
            tally = new WriteTally(group);
            if (stored.equals("-")) {
                row.absent();
            } else {
                row.present();
                StoredRowTest.values(stored).forEach((channel, value) -> row.value(channel.ordinal(), value));
            }
            isToBeWritten = row.apply(group, 0, tally);
        }

        WriteCounts counts(int request) {
            return tally.of(request);
        }

        Map<Channel, Double> values() {
            Map<Channel, Double> values = new HashMap<>();
            for (Channel channel : Channel.ALL) {
                double value = row.value(channel.ordinal());
                if (!Double.isNaN(value)) {
                    values.put(channel, value);
                }
            }
            return values;
        }
    }

    private static ColumnBatch request(OnConflict rule, String rows) {
        StringBuilder body = new StringBuilder();
        for (String row : rows.split("; ")) {
            body.append(Batches.sample("W", 0, row.replaceAll("(\\w+) ([0-9.]+)", "\"$1\":$2")));
        }
        return Batches.of(rule, body.toString());
    }

    private static Map<Channel, Double> values(String words) {
        Map<Channel, Double> values = new HashMap<>();
        Arrays.stream(words.split(", "))
                .map(word -> word.split(" "))
                .forEach(word -> values.put(Channel.of(word[0]).orElseThrow(), Double.valueOf(word[1])));
        return values;
    }
}
