package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
import io.liftline.ingest.StoredRows;
import io.liftline.telemetry.Channel;
import io.liftline.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The outcome of rows that are stored already, in the real table.
@QuarkusTest
class ConflictWriterTest {

    private static final int RUNS = 60;

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter conflicts;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Inject
    @DataSource("copy")
    AgroalDataSource service;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private GroupWriter writer;
    private StoredRows stored;
    private String well;

    @BeforeEach
    void newWell() {
        writer = new GroupWriter(copy, conflicts, new WriteMetrics(registry), Traces.off(), _ -> {});
        stored = new StoredRows(owner);
        well = "C-" + System.nanoTime() + "-";
    }

    @Test
    void groupsOfAnyRulesLeaveTheRowsAndReceiptsOfTheModel() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            String prefix = well + seed + "-";
            RandomRequests random = new RandomRequests(seed, prefix, 12);
            ModelTable model = new ModelTable();
            for (int commit = 0; commit < 4; commit++) {
                List<ModelTable.Request> requests = random.some(4);

                List<String> receipts = written(
                                requests.stream().map(ModelTable.Request::batch).toList())
                        .stream()
                        .map(Batches::words)
                        .toList();

                assertThat(receipts)
                        .as("seed %d, commit %d", seed, commit)
                        .isEqualTo(requests.stream().map(model::apply).toList());
                assertThat(ModelTable.stored(owner, prefix))
                        .as("seed %d, commit %d", seed, commit)
                        .isEqualTo(model.rows());
            }
        }
    }

    @Test
    void samplesThatAreSentAgainAreOnlyLookedUpAfterAGroupThatChangedNothing() throws Exception {
        int[] sent = {0, 1, 2, 90_000, 400_000};
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 5, updated 0, duplicates 0, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
        stored.run("""
                CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'a write was tried';
                END $$;
                CREATE TRIGGER refuse_write BEFORE INSERT ON esp_telemetry
                FOR EACH ROW EXECUTE FUNCTION refuse_write()""");
        try {
            for (OnConflict rule : OnConflict.values()) {
                assertThat(sentAgain(rule, 1.5, sent)).isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
            }
        } finally {
            stored.run("DROP FUNCTION refuse_write CASCADE");
        }
        assertThat(sentAgain(OnConflict.MERGE, 1.5, 0, 1, 3))
                .isEqualTo("inserted 1, updated 0, duplicates 2, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 2, 0)).isEqualTo("inserted 0, updated 0, duplicates 0, conflicts 1");
        assertThat(stored.sum(well, "pip")).isEqualTo(6 * 1.5);
    }

    private String sentAgain(OnConflict rule, double pip, int... seconds) throws SQLException {
        ColumnBatch batch = Batches.rows(rule, well, "pip", pip, IntStream.of(seconds));
        return Batches.words(
                conflicts.write(new CommitGroup(List.of(batch)), new CopyRows()).of(0));
    }

    @ParameterizedTest
    @EnumSource
    void sparseAndDenseRowsOverManyDaysAreComparedAlike(OnConflict rule) throws Exception {
        int day = 24 * 60 * 60;
        IntStream seconds = IntStream.range(0, 40).map(i -> i * day / 2 + i % 5);
        written(List.of(
                Batches.rows(OnConflict.MERGE, well, "pip", 1.5, seconds),
                Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.range(100, 1_100))));

        WriteCounts same = written(Batches.rows(
                rule, well, "pip", 1.5, IntStream.concat(IntStream.range(100, 1_100), IntStream.of(day / 2 + 1))));
        WriteCounts others = written(Batches.rows(
                rule, well, "pip", 2.5, IntStream.concat(IntStream.range(1_090, 1_110), IntStream.of(day / 2 + 1))));

        assertThat(same).isEqualTo(Batches.counts(0, 0, 1_001));
        assertThat(Batches.words(others))
                .isEqualTo(
                        rule == OnConflict.UPDATE
                                ? "inserted 10, updated 11, duplicates 0, conflicts 0"
                                : "inserted 10, updated 0, duplicates 0, conflicts 11");
        assertThat(stored.sum(well, "pip"))
                .isEqualTo(rule == OnConflict.UPDATE ? 1_029 * 1.5 + 21 * 2.5 : 1_040 * 1.5 + 10 * 2.5);
    }

    @Test
    void anUpdateFillsAChannelThatHadNoValueAndOneOfAllChannelsKeepsNone() throws Exception {
        written(Batches.rows(OnConflict.UPDATE, well, "pip", 1.5, IntStream.range(0, 3)));

        WriteCounts filled = written(Batches.rows(OnConflict.UPDATE, well, "choke", 40, IntStream.range(0, 3)));

        assertThat(filled).isEqualTo(Batches.counts(0, 3, 0));
        assertThat(stored.sum(well, "choke")).isEqualTo(120);
        assertThat(stored.sum(well, "pip")).isEqualTo(4.5);
        StringBuilder all = new StringBuilder("\"flow_rate\":1.25");
        Channel.ALL.stream().skip(1).forEach(channel -> all.append(",\"%s\":1.25".formatted(channel.column())));
        assertThat(written(Batches.of(OnConflict.UPDATE, Batches.sample(well, 1, all.toString()))))
                .isEqualTo(Batches.counts(0, 1, 0));
        for (Channel channel : Channel.ALL) {
            assertThat(stored.number("SELECT count(*) FROM esp_telemetry WHERE %s = 1.25 AND well_id = '%s'"
                            .formatted(channel.column(), well)))
                    .as(channel.column())
                    .isEqualTo(1);
        }
    }

    @Test
    void moreRowsThanOneSliceAreOverwritten() throws Exception {
        written(Batches.rows(OnConflict.UPDATE, well, "pip", 1.5, IntStream.range(0, 25_000)));

        WriteCounts updated = written(Batches.rows(OnConflict.UPDATE, well, "pip", 2.5, IntStream.range(0, 25_000)));

        assertThat(updated).isEqualTo(Batches.counts(0, 25_000, 0));
        assertThat(stored.sum(well, "pip")).isEqualTo(25_000 * 2.5);
    }

    @Test
    void moreRowsThanOneSliceAreFilledIn() throws Exception {
        written(Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.range(0, 25_000)));

        WriteCounts filled = written(Batches.rows(OnConflict.MERGE, well, "choke", 40, IntStream.range(0, 25_000)));

        assertThat(filled).isEqualTo(Batches.counts(0, 25_000, 0));
        assertThat(stored.sum(well, "choke")).isEqualTo(25_000 * 40);
        assertThat(stored.sum(well, "pip")).isEqualTo(25_000 * 1.5);
    }

    @Test
    void anUpdateComparesWithTheValuesThatAnotherWriterHasCommittedMeanwhile() throws Exception {
        written(Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.range(0, 2)));
        CompletableFuture<WriteCounts> updated;
        try (Connection other = owner.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE esp_telemetry SET pip = 2.5, choke = 30 WHERE well_id = '%s' AND timestamp = '%s'"
                    .formatted(well, Batches.START));
            updated = inBackground(Batches.rows(OnConflict.UPDATE, well, "pip", 2.5, IntStream.range(0, 2)));
            awaitLockWait();
            other.commit();
            other.setAutoCommit(true);
        }

        assertThat(Batches.words(updated.get(20, TimeUnit.SECONDS)))
                .isEqualTo("inserted 0, updated 1, duplicates 1, conflicts 0");
        assertThat(ModelTable.stored(owner, well))
                .containsExactly(well + " 0 {choke=30.0, pip=2.5}", well + " 1 {pip=2.5}");
    }

    @Test
    void aRowThatAppearsMeanwhileIsReadAndNotOverwritten() throws Exception {
        written(Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.of(0)));
        CompletableFuture<WriteCounts> merged;
        try (Connection other = owner.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO esp_telemetry (well_id, timestamp, pip, choke) VALUES ('%s', '%s', 7, 30)"
                    .formatted(well, Batches.START.plusSeconds(1)));
            merged = inBackground(Batches.of(
                    OnConflict.MERGE,
                    Batches.sample(well, 0, "\"pip\":1.5") + Batches.sample(well, 1, "\"pip\":1.5,\"motor_temp\":96")));
            awaitLockWait();
            other.commit();
            other.setAutoCommit(true);
        }

        assertThat(Batches.words(merged.get(20, TimeUnit.SECONDS)))
                .isEqualTo("inserted 0, updated 0, duplicates 1, conflicts 1");
        assertThat(ModelTable.stored(owner, well))
                .containsExactly(well + " 0 {pip=1.5}", well + " 1 {choke=30.0, motor_temp=96.0, pip=7.0}");
    }

    @Test
    void aRowThatChangesBetweenReadingAndLockingIsReadAgain() throws Exception {
        written(Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.of(0)));
        ColumnBatch batch =
                Batches.of(OnConflict.MERGE, Batches.sample(well, 0, "\"pip\":1.5,\"choke\":40,\"motor_temp\":96"));

        WriteCounts counts;
        try (Connection connection = service.getConnection()) {
            connection.setAutoCommit(false);
            Connection interrupted = before(
                    "WHERE false",
                    connection,
                    () -> stored.run(
                            "UPDATE esp_telemetry SET choke = 30, pip = 2 WHERE well_id = '%s'".formatted(well)));
            counts = new ConflictTransaction(interrupted, new CommitGroup(List.of(batch)), new CopyRows())
                    .run()
                    .of(0);
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(Batches.words(counts)).isEqualTo("inserted 0, updated 0, duplicates 0, conflicts 1");
        assertThat(counts.errors().getFirst().detail()).startsWith("pip is stored as 2 psi");
        assertThat(ModelTable.stored(owner, well)).containsExactly(well + " 0 {choke=30.0, motor_temp=96.0, pip=2.0}");
    }

    private CompletableFuture<WriteCounts> inBackground(ColumnBatch batch) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return conflicts
                                .write(new CommitGroup(List.of(batch)), new CopyRows())
                                .of(0);
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofPlatform().start(task));
    }

    private interface Interruption {
        void run() throws SQLException;
    }

    /// A connection that runs the interruption before the statement that contains this text.
    private static Connection before(String words, Connection connection, Interruption interruption) {
        return (Connection) proxy(Connection.class, connection, (method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (!method.getName().equals("createStatement")) {
                return result;
            }
            return proxy(Statement.class, result, (called, given) -> {
                if (called.getName().equals("executeUpdate")
                        && String.valueOf(given[0]).contains(words)) {
                    interruption.run();
                }
                return called.invoke(result, given);
            });
        });
    }

    private interface Call {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static Object proxy(Class<?> type, Object target, Call call) {
        return Proxy.newProxyInstance(
                target.getClass().getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private void awaitLockWait() {
        Await.until("a statement waits for a lock", () -> stored.waitsForLocks() > 0);
    }

    private WriteCounts written(ColumnBatch batch) {
        return written(List.of(batch)).getFirst();
    }

    private List<WriteCounts> written(List<ColumnBatch> batches) {
        List<GroupWriter.Member> members = batches.stream()
                .map(batch -> new GroupWriter.Member(batch, new CompletableFuture<>(), Long.MAX_VALUE))
                .toList();
        writer.write(members, new CopyRows());
        return members.stream().map(member -> member.written().join()).toList();
    }
}
