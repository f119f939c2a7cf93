package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
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
import org.junit.jupiter.api.Test;

/// Rows that another program writes while a group is compared with them.
@QuarkusTest
class ConflictsMeanwhileTest extends StoredConflicts {

    @Inject
    @DataSource("copy")
    AgroalDataSource service;

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
}
