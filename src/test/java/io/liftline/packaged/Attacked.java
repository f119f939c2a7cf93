package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// The packaged program with the heap that it ships with, a user `mallory` who may read and write, and a
/// [Bystander] who uses every class of request meanwhile.
final class Attacked implements AutoCloseable {

    /// `-Dliftline.attacks=long` repeats each attack and asserts latencies, too.
    static final boolean LONG = "long".equals(System.getProperty("liftline.attacks"));

    /// How often each attack is repeated, unless it takes too long; `-Dliftline.attacks.rounds=N` for another number.
    static final int ROUNDS = Integer.getInteger("liftline.attacks.rounds", LONG ? 20 : 1);

    /// An attack goes on for so many rounds of the bystander, so that their slowest hundredth is more than one.
    private static final int ROUNDS_OF_BYSTANDER = LONG ? 150 : 0;

    private static final Duration LONGEST = Duration.ofSeconds(20);

    static final String MALLORY = "mallory";

    private static final long MIB = 1L << 20;

    /// Of the executable, and of the container in which the jar runs.
    private static final long MAX_RESIDENT = Program.isNative() ? 256 * MIB : 640 * MIB;

    /// Lines of a quiet program, apart from one a second.
    private static final int USUAL_LINES = 20;

    private final TestDatabase database;
    private final Program program;
    private final Bystander bystander;
    private final int linesBefore;
    private final Instant began = Instant.now();

    private Attacked(TestDatabase database, Program program, Bystander bystander) {
        this.database = database;
        this.program = program;
        this.bystander = bystander;
        this.linesBefore = program.logLines().size();
    }

    /// Starts the program on a database with the well of the bystander.
    ///
    /// @param prepared SQL that prepares the database, before the bystander is measured
    static Attacked start(Map<String, String> settings, String... prepared) throws Exception {
        TestDatabase database = TestDatabase.empty();
        Program program = Program.ready(database, settings);
        for (String sql : prepared) {
            database.run(sql);
        }
        database.run("""
                INSERT INTO app_user (username, password_hash, roles, wells)
                VALUES ('%s', '%s', ARRAY['viewer', 'writer'], ARRAY['*'])""".formatted(MALLORY, hash()));
        return new Attacked(database, program, new Bystander(program.api()));
    }

    private static String hash() {
        byte[] password = Api.ADMIN_PASSWORD.getBytes(StandardCharsets.UTF_8);
        return OpenBSDBCrypt.generate("2b", password, new byte[16], 10);
    }

    TestDatabase database() {
        return database;
    }

    Program program() {
        return program;
    }

    Api api() {
        return program.api();
    }

    /// A token of mallory, who logs in from the same address as the bystander.
    String token() throws IOException, InterruptedException {
        return program.api().login(MALLORY, Api.ADMIN_PASSWORD);
    }

    /// A connection from this address.
    RawConnection connect(String address) throws IOException {
        return RawConnection.from(address, program.api().uri("/"));
    }

    /// Logs in over a connection from this address, and returns the status.
    int login(String address, String username, String password) throws IOException {
        String body = new ObjectMapper().writeValueAsString(Map.of("username", username, "password", password));
        try (RawConnection connection = connect(address)) {
            connection.send("""
                    POST /api/v1/auth/login HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(body.length(), body));
            return connection.receive().status();
        }
    }

    /// Part of an attack, which runs on a thread of its own.
    @FunctionalInterface
    interface Attacker {

        /// @param number from 0
        void attack(int number) throws Exception;
    }

    /// Runs so many attackers at once, again and again, and waits for all. An attacker whose connection is closed is
    /// done.
    void attack(int attackers, Attacker attacker) throws Exception {
        Instant end = Instant.now().plus(LONGEST);
        atOnce(attackers, number -> {
            int round = 0;
            do {
                attacker.attack(number);
                round++;
            } while ((round < ROUNDS || bystander.rounds() < ROUNDS_OF_BYSTANDER)
                    && Instant.now().isBefore(end));
        });
    }

    /// Runs so many attackers at once, each once, and waits for all. An attacker whose connection is closed is done.
    void atOnce(int attackers, Attacker attacker) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(attackers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < attackers; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    try {
                        attacker.attack(number);
                    } catch (IOException _) {
                        // refused and hung up
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /// Asserts that the program has borne the attack: it is the same process, ready, within its memory,
    /// without an error and with few lines in its log; and the bystander was served all the time.
    void assertUnharmed() throws Exception {
        rest();
        assertThat(program.isAlive()).as("the process").isTrue();
        List<String> lines =
                program.logLines().subList(linesBefore, program.logLines().size());
        long seconds = Duration.between(began, Instant.now()).toSeconds();
        record(program.residentBytes(), "%d lines in %d s".formatted(lines.size(), seconds));
        bystander.assertServed();
        program.awaitReady();
        assertThat(program.residentBytes()).as("resident bytes").isLessThan(MAX_RESIDENT);
        assertThat(lines).hasSizeLessThanOrEqualTo((int) seconds + USUAL_LINES);
        assertThat(lines).noneMatch(line -> line.contains("OutOfMemory") || line.contains("\"level\":\"ERROR\""));
        Await.until("all memory is given back", () -> metric("liftline_http_memory_used") == 0);
    }

    /// Adds the figures of this attack to `target/attacks.txt`.
    private void record(long residentBytes, String log) throws IOException {
        String attack = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getMethodName)
                        .filter(name -> !Set.of("record", "assertUnharmed").contains(name))
                        .findFirst())
                .orElseThrow();
        Files.writeString(
                Path.of("target", "attacks.txt"),
                "%-60s %4d MiB, bystander %s, log %s%n"
                        .formatted(attack, residentBytes / MIB, bystander.figures(), log),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// The value of a metric without labels.
    double metric(String name) throws IOException, InterruptedException {
        return program.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// Ends the bystander, so that the program has nothing else to do.
    void rest() throws InterruptedException {
        bystander.close();
    }

    @Override
    public void close() throws Exception {
        bystander.close();
        program.close();
        database.close();
    }
}
