package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Invalid login requests.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class MalformedLoginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"a\"",
                "{",
                "{\"username\": \"a\"",
                "{\"username\": \"a\"}",
                "{\"password\": \"a\"}",
                "{\"username\": {}, \"password\": []}",
                "{\"username\": [\"a\"], \"password\": \"b\"}",
                "{\"username\": \"a\\u0000\", \"password\": \"b\"}",
                "{\"username\": \"\", \"password\": \"b\"}"
            })
    void aLoginOfAnotherShapeIsMalformed(String body) throws Exception {
        Wire.assertProblem(login(body), 400);
    }

    @Test
    void nestingWithoutEndIsMalformed() throws Exception {
        Wire.assertProblem(login("[".repeat(16_000)), 400);
        Wire.assertProblem(login("{\"username\":".repeat(1_300)), 400);
        Wire.assertProblem(login("[".repeat(100_000)), 413);
    }

    @Test
    void aLoginNamesWhereItIsWrong() throws Exception {
        assertThat(Wire.assertProblem(login("{\"username\": \"a\",\n]"), 400).getString("detail"))
                .contains("line 2, column");
        assertThat(Wire.assertProblem(login("{\"username\": {}}"), 400).getString("detail"))
                .contains("line 1, column");
    }

    private static RawConnection.Response login(String body) throws IOException {
        return Wire.request("POST", "/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .body(body)
                .send();
    }
}
