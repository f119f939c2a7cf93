package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void aTable() throws SQLException {
        database = TestDatabase.empty();
        connection = database.connect();
        database.run("CREATE TABLE written (what text)");
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void workIsCommittedTogetherAndItsResultReturned() throws SQLException {
        int rows = Transaction.call(connection, () -> {
            write("one");
            write("two");
            assertThat(database.rows("SELECT what FROM written")).isEmpty();
            return 2;
        });

        assertThat(rows).isEqualTo(2);
        assertThat(database.rows("SELECT what FROM written ORDER BY 1")).containsExactly("one", "two");
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void nothingIsKeptWhateverIsThrown() throws SQLException {
        for (Exception failure : new Exception[] {
            new IllegalStateException("unchecked"), new IOException("checked"), new SQLException("of the database")
        }) {
            assertThatThrownBy(() -> Transaction.run(connection, () -> {
                        write("lost");
                        throw failure;
                    }))
                    .isSameAs(failure)
                    .hasNoSuppressedExceptions();
            assertThat(connection.getAutoCommit()).isTrue();
        }

        assertThat(database.rows("SELECT what FROM written")).isEmpty();
        write("afterwards");
        assertThat(database.rows("SELECT what FROM written")).containsExactly("afterwards");
    }

    @Test
    void aConnectionThatDiedDoesNotHideTheFailure() {
        assertThatThrownBy(() -> Transaction.run(connection, () -> {
                    connection.close();
                    throw new IllegalStateException("the cause");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the cause")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private void write(String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO written VALUES ('" + what + "')");
        }
    }
}
