package io.liftline.database;

import static io.liftline.database.FailureKind.GONE;
import static io.liftline.database.FailureKind.NOT_NOW;
import static io.liftline.database.FailureKind.REFUSED;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The failures of PostgreSQL that the service tells apart, by SQLSTATE. The constants have the names of the
/// PostgreSQL manual, appendix A.
///
/// A code of two characters is a whole class of SQLSTATEs, one of five is a single condition. A condition that
/// has a line of its own does not count to its class.
public enum SqlState {
    CONNECTION_EXCEPTION("08", GONE),

    /// A row that is to be new is stored already: the writer then takes another way.
    UNIQUE_VIOLATION("23505", REFUSED),

    /// A write met a server that takes none: a standby, or a primary that was demoted.
    READ_ONLY_SQL_TRANSACTION("25006", NOT_NOW),
    /// The server closes the session, as it does for 25P04 and 57P05.
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT("25P03", GONE),
    TRANSACTION_TIMEOUT("25P04", GONE),

    /// The role or its password is not there, or not there yet: the owner is at work.
    INVALID_AUTHORIZATION_SPECIFICATION("28", NOT_NOW),
    /// The same of the database.
    INVALID_CATALOG_NAME("3D000", NOT_NOW),

    TRANSACTION_ROLLBACK("40", NOT_NOW),
    SERIALIZATION_FAILURE("40001", NOT_NOW),
    DEADLOCK_DETECTED("40P01", NOT_NOW),

    /// A right or a table that the service's role has only after the migration.
    INSUFFICIENT_PRIVILEGE("42501", REFUSED),
    UNDEFINED_TABLE("42P01", REFUSED),

    INSUFFICIENT_RESOURCES("53", NOT_NOW),
    DISK_FULL("53100", NOT_NOW),
    /// Memory, or more often the table of locks: a statement that touches many chunks locks each of them
    /// (`max_locks_per_transaction`).
    OUT_OF_MEMORY("53200", Answer.TOO_MUCH_FOR_NOW),
    TOO_MANY_CONNECTIONS("53300", NOT_NOW),
    /// A limit that an administrator has set for one session, such as `temp_file_limit`.
    CONFIGURATION_LIMIT_EXCEEDED("53400", Answer.TOO_MUCH),

    /// The server's own limits. One of them passes: no transaction number is free (wraparound protection).
    PROGRAM_LIMIT_EXCEEDED("54000", Answer.TOO_MUCH_FOR_NOW),
    STATEMENT_TOO_COMPLEX("54001", Answer.TOO_MUCH),
    TOO_MANY_COLUMNS("54011", Answer.TOO_MUCH),
    TOO_MANY_ARGUMENTS("54023", Answer.TOO_MUCH),

    OBJECT_IN_USE("55006", NOT_NOW),
    LOCK_NOT_AVAILABLE("55P03", NOT_NOW),

    OPERATOR_INTERVENTION("57", NOT_NOW),
    /// The statement ran into `statement_timeout`, or somebody cancelled it.
    QUERY_CANCELED("57014", Answer.TOO_LONG),
    ADMIN_SHUTDOWN("57P01", GONE),
    CRASH_SHUTDOWN("57P02", GONE),
    CANNOT_CONNECT_NOW("57P03", GONE),
    DATABASE_DROPPED("57P04", GONE),
    IDLE_SESSION_TIMEOUT("57P05", GONE),

    /// Errors outside of PostgreSQL, such as I/O.
    SYSTEM_ERROR("58", NOT_NOW),

    SNAPSHOT_TOO_OLD("72000", NOT_NOW),

    /// Every other SQLSTATE. That the service sent such a statement is a fault of the service.
    OTHER("", REFUSED);

    private static final int CLASS_LENGTH = 2;
    private static final Map<String, SqlState> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(SqlState::code, Function.identity()));

    private final String code;
    private final FailureKind kind;
    private final Optional<Answer> answer;

    SqlState(String code, FailureKind kind) {
        this.code = code;
        this.kind = kind;
        this.answer = Optional.empty();
    }

    SqlState(String code, Answer answer) {
        this.code = code;
        this.kind = REFUSED;
        this.answer = Optional.of(answer);
    }

    /// Where a SQLSTATE stands in the table.
    ///
    /// @param code five characters, as the server or the driver gave them
    public static SqlState of(String code) {
        SqlState condition = BY_CODE.get(code);
        if (condition != null) {
            return condition;
        }
        return code.length() < CLASS_LENGTH ? OTHER : BY_CODE.getOrDefault(code.substring(0, CLASS_LENGTH), OTHER);
    }

    /// Five characters, or two for a class; empty for [#OTHER].
    public String code() {
        return code;
    }

    /// What it says about trying again.
    public FailureKind kind() {
        return kind;
    }

    /// The condition's own answer; empty where [#kind()] says all, and for a fault of the service.
    Optional<Answer> answer() {
        return answer;
    }

    /// What the client is told of a condition that has an answer of its own: how to ask for less, and never that
    /// sending again is safe.
    enum Answer {
        TOO_LONG(ProblemCode.TIMEOUT, "The database ended the statement because it took too long"),

        /// It may pass, so it is no 4xx: a gateway would throw its samples away.
        TOO_MUCH_FOR_NOW(
                ProblemCode.UNAVAILABLE, "The database has no room for the statement now, such as memory or locks"),

        TOO_MUCH(ProblemCode.UNPROCESSABLE, "The statement needs more than the database allows");

        private static final String LESS = ". Ask for less at once: a shorter range, fewer wells, fewer channels; or"
                + " send fewer samples, or those of fewer days, in one request";

        private final ProblemCode code;
        private final String what;

        Answer(ProblemCode code, String what) {
            this.code = code;
            this.what = what;
        }

        ProblemException problem() {
            return new ProblemException(code, what + LESS);
        }
    }
}
