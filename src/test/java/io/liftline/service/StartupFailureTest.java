package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.database.SqlState;
import io.liftline.schema.DatabaseNotReadyException;
import io.liftline.schema.DatabaseRefusedException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartupFailureTest {

    private static final Set<SqlState> LASTING_FOR_OWNER = EnumSet.of(
            SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
            SqlState.INVALID_CATALOG_NAME,
            SqlState.DISK_FULL,
            SqlState.SYSTEM_ERROR);
    private static final Set<SqlState> GIVEN_OR_CANCELLED =
            EnumSet.of(SqlState.UNDEFINED_TABLE, SqlState.INSUFFICIENT_PRIVILEGE, SqlState.QUERY_CANCELED);

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() {
        assertThat(StartupFailure.of(new SQLException("Connection refused", "08001")))
                .isEqualTo(new StartupFailure.Away("Connection refused (SQLSTATE 08001)"));
        assertThat(StartupFailure.of(new FlywayException(
                        "Script V4__take_over.sql failed\nStatement: …",
                        new SQLException("terminating connection\ndue to administrator command", "57P01"))))
                .isEqualTo(
                        new StartupFailure.Away(
                                "Script V4__take_over.sql failed: terminating connection due to administrator command (SQLSTATE 57P01)"));
        assertThat(StartupFailure.of(new RuntimeException(new ConnectException("refused"))))
                .isEqualTo(new StartupFailure.Away("ConnectException: refused"));
        assertThat(StartupFailure.of(new DatabaseNotReadyException("the database is read-only")))
                .isEqualTo(new StartupFailure.Away("the database is read-only"));
    }

    @Test
    void theServicesRoleWaitsForWhatAMigrationElsewhereWillGiveIt() {
        assertThat(StartupFailure.of(pgException("28P01"))).isInstanceOf(StartupFailure.Away.class);
        assertThat(StartupFailure.of(pgException("42P01"))).isInstanceOf(StartupFailure.Away.class);
        assertThat(StartupFailure.of(pgException("42601"))).isInstanceOf(StartupFailure.Refused.class);
    }

    @Test
    void whatWaitingDoesNotMendIsRefusedInOneLine() {
        assertThat(StartupFailure.of(new DatabaseRefusedException("PostgreSQL is 14.1, 15 or later is needed")))
                .isEqualTo(new StartupFailure.Refused("PostgreSQL is 14.1, 15 or later is needed"));
        assertThat(StartupFailure.of(new SQLException("password authentication failed for user \"o\"", "28P01")))
                .isEqualTo(new StartupFailure.Refused("password authentication failed for user 'o' (SQLSTATE 28P01)"));
        assertThat(StartupFailure.of(new SQLException("out of shared memory", "53200")))
                .isEqualTo(new StartupFailure.Refused("out of shared memory (SQLSTATE 53200)"));
        assertThat(StartupFailure.of(new FlywayException("Validate failed:\nchecksum mismatch for version 4")))
                .isEqualTo(new StartupFailure.Refused("Validate failed: checksum mismatch for version 4"));
    }

    @Test
    void aFaultOfTheProgramKeepsItsCause() {
        IllegalStateException fault = new IllegalStateException("no");
        assertThat(StartupFailure.of(fault)).isEqualTo(new StartupFailure.Unexpected(fault));
    }

    /// Waiting does not correct a wrong password or database of the owner, or a full disk. The service's role
    /// waits for what a migration creates.
    @ParameterizedTest
    @EnumSource
    void theTableOfSqlStatesDecides(SqlState condition) {
        String state = condition.code().isEmpty() ? "42601" : (condition.code() + "000").substring(0, 5);

        assertThat(StartupFailure.of(new SQLException("message", state)) instanceof StartupFailure.Away)
                .as("the owner waits")
                .isEqualTo(
                        switch (condition.kind()) {
                            case GONE -> true;
                            case NOT_NOW -> !LASTING_FOR_OWNER.contains(condition);
                            case REFUSED -> condition == SqlState.QUERY_CANCELED;
                        });
        assertThat(StartupFailure.of(pgException(state)) instanceof StartupFailure.Away)
                .as("the service's role waits")
                .isEqualTo(
                        switch (condition.kind()) {
                            case GONE, NOT_NOW -> true;
                            case REFUSED -> GIVEN_OR_CANCELLED.contains(condition);
                        });
    }

    private static PgException pgException(String state) {
        return new PgException("message", "ERROR", state, "detail");
    }
}
