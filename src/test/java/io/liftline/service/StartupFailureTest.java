package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.schema.DatabaseNotReadyException;
import io.liftline.schema.DatabaseRefusedException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class StartupFailureTest {

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

    private static PgException pgException(String state) {
        return new PgException("message", "ERROR", state, "detail");
    }
}
