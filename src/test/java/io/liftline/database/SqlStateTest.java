package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The entry of each SQLSTATE in the table, for both drivers. Names and codes are those of the PostgreSQL
/// manual, appendix A.
class SqlStateTest {

    private static final String SAFE = "sending the request again is safe";

    /// @param status status of the problem; 500 if the condition has no answer of its own
    record Line(String state, SqlState condition, FailureKind kind, int status) {}

    static Stream<Line> table() {
        return Stream.of(
                line("08000 CONNECTION_EXCEPTION GONE 503"),
                line("08006 CONNECTION_EXCEPTION GONE 503"),
                line("08P01 CONNECTION_EXCEPTION GONE 503"),
                line("25006 READ_ONLY_SQL_TRANSACTION NOT_NOW 503"),
                line("25P03 IDLE_IN_TRANSACTION_SESSION_TIMEOUT GONE 503"),
                line("25P04 TRANSACTION_TIMEOUT GONE 503"),
                line("28000 INVALID_AUTHORIZATION_SPECIFICATION NOT_NOW 503"),
                line("28P01 INVALID_AUTHORIZATION_SPECIFICATION NOT_NOW 503"),
                line("3D000 INVALID_CATALOG_NAME NOT_NOW 503"),
                line("40003 TRANSACTION_ROLLBACK NOT_NOW 503"),
                line("40001 SERIALIZATION_FAILURE NOT_NOW 503"),
                line("40P01 DEADLOCK_DETECTED NOT_NOW 503"),
                line("42501 INSUFFICIENT_PRIVILEGE REFUSED 500"),
                line("42P01 UNDEFINED_TABLE REFUSED 500"),
                line("53000 INSUFFICIENT_RESOURCES NOT_NOW 503"),
                line("53100 DISK_FULL NOT_NOW 503"),
                line("53200 OUT_OF_MEMORY REFUSED 503"),
                line("53300 TOO_MANY_CONNECTIONS NOT_NOW 503"),
                line("53400 CONFIGURATION_LIMIT_EXCEEDED REFUSED 422"),
                line("54000 PROGRAM_LIMIT_EXCEEDED REFUSED 503"),
                line("54001 STATEMENT_TOO_COMPLEX REFUSED 422"),
                line("54011 TOO_MANY_COLUMNS REFUSED 422"),
                line("54023 TOO_MANY_ARGUMENTS REFUSED 422"),
                line("55006 OBJECT_IN_USE NOT_NOW 503"),
                line("55P03 LOCK_NOT_AVAILABLE NOT_NOW 503"),
                line("57000 OPERATOR_INTERVENTION NOT_NOW 503"),
                line("57014 QUERY_CANCELED REFUSED 504"),
                line("57P01 ADMIN_SHUTDOWN GONE 503"),
                line("57P02 CRASH_SHUTDOWN GONE 503"),
                line("57P03 CANNOT_CONNECT_NOW GONE 503"),
                line("57P04 DATABASE_DROPPED GONE 503"),
                line("57P05 IDLE_SESSION_TIMEOUT GONE 503"),
                line("58000 SYSTEM_ERROR NOT_NOW 503"),
                line("58030 SYSTEM_ERROR NOT_NOW 503"),
                line("72000 SNAPSHOT_TOO_OLD NOT_NOW 503"),
                line("22001 STRING_DATA_RIGHT_TRUNCATION REFUSED 500"),
                line("22003 NUMERIC_VALUE_OUT_OF_RANGE REFUSED 500"),
                line("22012 OTHER REFUSED 500"),
                line("23503 INTEGRITY_CONSTRAINT_VIOLATION REFUSED 500"),
                line("23514 INTEGRITY_CONSTRAINT_VIOLATION REFUSED 500"),
                line("23505 UNIQUE_VIOLATION REFUSED 500"),
                line("P0001 RAISE_EXCEPTION REFUSED 500"),
                line("42601 OTHER REFUSED 500"),
                line("55000 OTHER REFUSED 500"),
                line("XX000 OTHER REFUSED 500"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void bothDriversGiveTheSameAnswer(Line line) {
        for (Throwable failure : Set.of(
                new PgException("message", "ERROR", line.state(), "detail"),
                new SQLException("message", line.state()),
                new CompletionException(new SQLException("message", line.state())))) {
            assertThat(DatabaseFailure.state(failure)).isEqualTo(line.condition());
            assertThat(DatabaseFailure.kind(failure)).contains(line.kind());
            assertThat(DatabaseProblems.problem(failure)
                            .map(problem -> problem.code().status()))
                    .isEqualTo(line.status() == 500 ? Optional.empty() : Optional.of(line.status()));
        }
    }

    /// A rejected statement may fail again. So the message advises how to request less, and does not say that a
    /// retry is safe.
    @ParameterizedTest
    @MethodSource("table")
    void onlyWhatPassesIsSafeToSendAgain(Line line) {
        Optional<String> detail = DatabaseProblems.problem(new SQLException("message", line.state()))
                .map(ProblemException::detail);
        switch (line.kind()) {
            case GONE, NOT_NOW -> assertThat(detail.orElseThrow()).contains(SAFE);
            case REFUSED ->
                detail.ifPresent(
                        text -> assertThat(text).doesNotContain("again", "safe").contains("less at once"));
        }
    }

    @Test
    void theTableIsTestedAsAWhole() {
        assertThat(table().map(Line::condition).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(SqlState.class));
        assertThat(Arrays.stream(SqlState.values()).map(SqlState::code)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "57"})
    void whatIsNoSqlStateIsRefused(String state) {
        assertThat(DatabaseFailure.kind(new PgException("message", "ERROR", "0" + state, "")))
                .contains(FailureKind.REFUSED);
    }

    @Test
    void whatADriverFindsItselfIsALostConnection() {
        for (Throwable failure : Set.of(
                new ConnectException("Connection refused"),
                new SQLException("Acquisition timeout while waiting for new connection"),
                ClosedConnectionException.INSTANCE,
                new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(),
                new VertxException("Connection pool reached max wait queue size of 1000"),
                new CompletionException(new ConnectException("Connection refused")))) {
            assertThat(DatabaseFailure.kind(failure)).as("%s", failure).contains(FailureKind.GONE);
            assertThat(DatabaseFailure.isLostConnection(failure)).isTrue();
            assertThat(DatabaseProblems.problem(failure).map(ProblemException::code))
                    .contains(ProblemCode.UNAVAILABLE);
        }
    }

    @Test
    void aFaultOfTheServiceIsNoFailureOfTheDatabase() {
        IllegalStateException fault = new IllegalStateException("no");

        assertThat(DatabaseFailure.kind(fault)).isEmpty();
        assertThat(DatabaseFailure.isPassing(fault)).isFalse();
        assertThat(DatabaseProblems.problem(fault)).isEmpty();
    }

    private static Line line(String text) {
        String[] words = text.split(" ", -1);
        return new Line(
                words[0], SqlState.valueOf(words[1]), FailureKind.valueOf(words[2]), Integer.parseInt(words[3]));
    }
}
