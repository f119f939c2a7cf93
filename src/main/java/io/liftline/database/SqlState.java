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

/// The table of the SQLSTATEs that the service distinguishes. The constants have the names of the PostgreSQL
/// manual, appendix A.
///
/// A code of two characters is a class of SQLSTATEs, one of five a single condition. The entry of a condition
/// takes precedence over that of its class.
public enum SqlState {
    CONNECTION_EXCEPTION("08", GONE),

    /// A value does not fit its column, as in a table that was taken over.
    STRING_DATA_RIGHT_TRUNCATION("22001", REFUSED),
    NUMERIC_VALUE_OUT_OF_RANGE("22003", REFUSED),
    /// A foreign key, a CHECK or a required column refuses a row.
    INTEGRITY_CONSTRAINT_VIOLATION("23", REFUSED),
    /// The key of a new row is stored already. The writer then uses the conflict path.
    UNIQUE_VIOLATION("23505", REFUSED),

    /// A write on a read-only server: a standby or a demoted primary.
    READ_ONLY_SQL_TRANSACTION("25006", NOT_NOW),
    /// The server closes the session, as for 25P04 and 57P05.
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT("25P03", GONE),
    TRANSACTION_TIMEOUT("25P04", GONE),

    /// The role does not exist or its password is wrong; the owner may still be creating it.
    INVALID_AUTHORIZATION_SPECIFICATION("28", NOT_NOW),
    /// The database does not exist; the owner may still be creating it.
    INVALID_CATALOG_NAME("3D000", NOT_NOW),

    TRANSACTION_ROLLBACK("40", NOT_NOW),
    SERIALIZATION_FAILURE("40001", NOT_NOW),
    DEADLOCK_DETECTED("40P01", NOT_NOW),

    /// A privilege or a table that exists only after the migration.
    INSUFFICIENT_PRIVILEGE("42501", REFUSED),
    UNDEFINED_TABLE("42P01", REFUSED),

    INSUFFICIENT_RESOURCES("53", NOT_NOW),
    DISK_FULL("53100", NOT_NOW),
    /// Memory, or more often the lock table: a statement that accesses many chunks locks each of them
    /// (`max_locks_per_transaction`).
    OUT_OF_MEMORY("53200", Answer.TOO_MUCH_FOR_NOW),
    TOO_MANY_CONNECTIONS("53300", NOT_NOW),
    /// A limit set by an administrator, such as `temp_file_limit`.
    CONFIGURATION_LIMIT_EXCEEDED("53400", Answer.TOO_MUCH),

    /// Limits of the server. One of them is temporary: no transaction number is free (wraparound protection).
    PROGRAM_LIMIT_EXCEEDED("54000", Answer.TOO_MUCH_FOR_NOW),
    STATEMENT_TOO_COMPLEX("54001", Answer.TOO_MUCH),
    TOO_MANY_COLUMNS("54011", Answer.TOO_MUCH),
    TOO_MANY_ARGUMENTS("54023", Answer.TOO_MUCH),

    OBJECT_IN_USE("55006", NOT_NOW),
    LOCK_NOT_AVAILABLE("55P03", NOT_NOW),

    OPERATOR_INTERVENTION("57", NOT_NOW),
    /// The statement exceeded `statement_timeout` or was cancelled.
    QUERY_CANCELED("57014", Answer.TOO_LONG),
    ADMIN_SHUTDOWN("57P01", GONE),
    CRASH_SHUTDOWN("57P02", GONE),
    CANNOT_CONNECT_NOW("57P03", GONE),
    DATABASE_DROPPED("57P04", GONE),
    IDLE_SESSION_TIMEOUT("57P05", GONE),

    /// Errors outside PostgreSQL, such as I/O errors.
    SYSTEM_ERROR("58", NOT_NOW),

    SNAPSHOT_TOO_OLD("72000", NOT_NOW),

    /// A trigger of others refuses a row.
    RAISE_EXCEPTION("P0001", REFUSED),

    /// All other SQLSTATEs. They indicate a bug of the service.
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

    /// The entry for a SQLSTATE.
    ///
    /// @param code five characters, from the server or the driver
    public static SqlState of(String code) {
        SqlState condition = BY_CODE.get(code);
        if (condition != null) {
            return condition;
        }
        return code.length() < CLASS_LENGTH ? OTHER : BY_CODE.getOrDefault(code.substring(0, CLASS_LENGTH), OTHER);
    }

    /// Five characters, or two for a class. Empty for [#OTHER].
    public String code() {
        return code;
    }

    /// Whether a retry may succeed.
    public FailureKind kind() {
        return kind;
    }

    /// The answer that the condition has of its own. Empty if [#kind()] determines the answer, and for a bug of
    /// the service.
    Optional<Answer> answer() {
        return answer;
    }

    /// The answer to the client for conditions where a simple retry would fail again. It advises how to request
    /// less and never says that sending the same request again is safe.
    enum Answer {
        TOO_LONG(ProblemCode.TIMEOUT, "The database ended the statement because it took too long"),

        /// The condition may be temporary, so this is not a 4xx status: a gateway would discard its samples.
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
