package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.liftline.query.SeriesReference.Question;
import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;

/// Random questions about [SeriesData], whose answers are compared with [SeriesReference]: series of one and of several
/// wells, summaries, and values at a time.
final class RandomQuestions {

    private static final int MAX_VALUES = 200_000;

    private static final List<String> MODES = List.of("previous", "nearest", "interpolated");

    private final Tokens tokens;
    private final long seed;
    private final Random random;
    private final SeriesData data;
    private final SeriesQuestions made;

    /// What the answers were read from.
    final Set<String> sources = new TreeSet<>();

    RandomQuestions(Tokens tokens, long seed) {
        this.tokens = tokens;
        this.seed = seed;
        this.random = new Random(seed);
        this.data = new SeriesData(random, 3);
        this.made = new SeriesQuestions(random, data);
    }

    /// All samples as lines of CSV, in random order.
    List<String> lines() {
        return data.lines(random);
    }

    /// Stores some of [#lines].
    void store(List<String> lines) {
        for (String line : lines) {
            data.stored(line);
        }
        for (int from = 0; from < lines.size(); from += 1_000) {
            tokens.as(Role.WRITER)
                    .contentType("text/csv")
                    .body(lines.subList(from, Math.min(lines.size(), from + 1_000)).stream()
                            .collect(Collectors.joining("\n", SeriesData.head() + "\n", "\n")))
                    .post("/api/v1/telemetry")
                    .then()
                    .statusCode(200)
                    .body("rejected", Matchers.is(0));
        }
    }

    /// Asks so many questions, and one in ten about a summary and a value at a time, too.
    void answersEqualThoseOfTheReference(int count) {
        Questions questions = Questions.of(tokens, "*");
        int refused = 0;
        for (int i = 0; i < count; i++) {
            Question question = made.next();
            String where = "seed %d, question %d: %s".formatted(seed, i, question);
            List<Instant> limits = SeriesReference.limits(question);
            List<String> wells = random.nextBoolean()
                    ? List.of(made.one(List.copyOf(data.wells.keySet())))
                    : List.copyOf(data.wells.keySet());
            long values = (long) (limits.size() - 1)
                    * question.channels().size()
                    * question.aggregates().size();
            boolean single = wells.size() == 1;
            String path = single
                    ? "/wells/" + wells.getFirst() + "/series?" + SeriesQuestions.query(question)
                    : "/telemetry/series?wells=" + String.join(",", wells) + "&" + SeriesQuestions.query(question);
            if (limits.size() - 1 > 10_000 || values * wells.size() > MAX_VALUES) {
                questions.problem(422, path);
                refused++;
                continue;
            }
            if (i % 10 == 0) {
                compareSummary(questions, question, where);
                compareValueAtATime(questions, question, where);
            }
            JsonObject answer = questions.json(path);
            sources.add(answer.getString("source"));
            if (single) {
                compare(question, limits, wells, List.of(answer), answer, where);
            } else {
                List<JsonObject> each = answer.getJsonArray("wells").stream()
                        .map(JsonObject.class::cast)
                        .toList();
                List<String> answered =
                        each.stream().map(well -> well.getString("well_id")).toList();
                assertThat(answered).as(where).isEqualTo(withSamples(question, wells));
                compare(question, limits, answered, each, answer, where);
            }
        }
        assertThat(refused).isBetween(1, count / 5);
    }

    private void compareSummary(Questions questions, Question question, String where) {
        Question whole = new Question(
                question.from(), question.to(), "", 1, question.channels(), List.of(), "none", question.zone());
        List<Instant> limits = List.of(question.from(), question.to());
        List<String> wells = List.copyOf(data.wells.keySet());
        JsonObject answer = questions.json("/telemetry/summary?wells=%s&from=%s&to=%s&channels=%s"
                .formatted(
                        String.join(",", wells), question.from(), question.to(), SeriesQuestions.channels(question)));
        List<JsonObject> each = answer.getJsonArray("wells").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(each.stream().map(well -> well.getString("well_id")))
                .as(where)
                .isEqualTo(withSamples(question, wells));
        for (JsonObject well : each) {
            NavigableMap<Long, double[]> rows = data.rows(well.getString("well_id"));
            assertThat(well.getInteger("count"))
                    .as(where)
                    .isEqualTo(rows.subMap(SeriesData.micros(question.from()), SeriesData.micros(question.to()))
                            .size());
            for (Channel channel : question.channels()) {
                JsonObject figures = well.getJsonObject("channels").getJsonObject(channel.column());
                for (String aggregate : List.of("avg", "min", "max")) {
                    double[] expected = SeriesReference.values(
                            whole, limits, rows, SeriesData.CHANNELS.indexOf(channel), aggregate);
                    compare(
                            new JsonArray().add(figures.getValue(aggregate)),
                            expected,
                            0,
                            where + " summary " + well.getString("well_id") + " " + channel + " " + aggregate);
                }
            }
        }
    }

    private void compareValueAtATime(Questions questions, Question question, String where) {
        String well = made.one(List.copyOf(data.wells.keySet()));
        String mode = made.one(MODES);
        JsonObject values = questions
                .json("/wells/%s/at?timestamp=%s&mode=%s&channels=%s"
                        .formatted(well, question.from(), mode, SeriesQuestions.channels(question)))
                .getJsonObject("values");
        for (Channel channel : question.channels()) {
            double expected = SeriesReference.at(
                    mode, SeriesData.micros(question.from()), data.rows(well), SeriesData.CHANNELS.indexOf(channel));
            compare(
                    new JsonArray().add(values.getJsonObject(channel.column()).getValue("value")),
                    new double[] {expected},
                    mode.equals("interpolated") ? 1e-9 : 0,
                    where + " " + mode + " at a time " + well + " " + channel);
        }
    }

    private List<String> withSamples(Question question, List<String> wells) {
        return wells.stream()
                .filter(well -> !data.rows(well)
                        .subMap(SeriesData.micros(question.from()), SeriesData.micros(question.to()))
                        .isEmpty())
                .toList();
    }

    private void compare(
            Question question,
            List<Instant> limits,
            List<String> wells,
            List<JsonObject> answers,
            JsonObject answer,
            String where) {
        int[] shown = question.fill().equals("none")
                ? measured(question, limits, wells).stream().toArray()
                : IntStream.range(0, limits.size() - 1).toArray();
        assertThat(answer.getJsonArray("time").getList())
                .as(where)
                .isEqualTo(Arrays.stream(shown)
                        .mapToObj(bucket -> limits.get(bucket).toString())
                        .toList());
        for (int well = 0; well < wells.size(); well++) {
            NavigableMap<Long, double[]> rows = data.rows(wells.get(well));
            for (Channel channel : question.channels()) {
                JsonObject series = answers.get(well).getJsonObject("series").getJsonObject(channel.column());
                for (String aggregate : question.aggregates()) {
                    double[] expected = SeriesReference.values(
                            question, limits, rows, SeriesData.CHANNELS.indexOf(channel), aggregate);
                    if (!aggregate.equals("count")) {
                        SeriesReference.fill(question.fill(), expected, limits);
                    }
                    compare(
                            series.getJsonArray(aggregate),
                            Arrays.stream(shown)
                                    .mapToDouble(bucket -> expected[bucket])
                                    .toArray(),
                            aggregate.equals("stddev") || question.fill().equals("linear") ? 1e-9 : 0,
                            where + " " + wells.get(well) + " " + channel + " " + aggregate);
                }
            }
        }
    }

    /// The buckets in which an asked channel of one of the wells was measured.
    private BitSet measured(Question question, List<Instant> limits, List<String> wells) {
        BitSet measured = new BitSet();
        for (String well : wells) {
            for (Channel channel : question.channels()) {
                double[] counts = SeriesReference.values(
                        question, limits, data.rows(well), SeriesData.CHANNELS.indexOf(channel), "count");
                IntStream.range(0, counts.length)
                        .filter(bucket -> counts[bucket] > 0)
                        .forEach(measured::set);
            }
        }
        return measured;
    }

    private static void compare(JsonArray actual, double[] expected, double tolerance, String where) {
        assertThat(actual).as(where).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            double value = actual.getValue(i) == null ? Double.NaN : actual.getDouble(i);
            double most = tolerance * Math.max(1, Math.abs(expected[i]));
            if (Double.compare(value, expected[i]) != 0 && !(Math.abs(value - expected[i]) <= most)) {
                assertThat(value).as("%s [%d]", where, i).isEqualTo(expected[i]);
            }
        }
    }
}
