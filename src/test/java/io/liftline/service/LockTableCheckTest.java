package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.schema.LockTable;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LockTableCheckTest {

    private static final LockTable.Size ENOUGH = new LockTable.Size(320, 64, 100);
    private static final LockTable.Size TOO_SMALL = new LockTable.Size(4_000, 64, 100);

    @Inject
    LockTableCheck check;

    @TestHTTPResource(value = "health/ready", management = true)
    URI ready;

    @Test
    void theReadinessProbeSaysWhatToSet() {
        check.report(ENOUGH);
        assertThat(advice()).isNull();

        check.report(TOO_SMALL);
        assertThat(advice()).isEqualTo("set max_locks_per_transaction to 1664 for 4000 chunks, and restart PostgreSQL");

        check.report(ENOUGH);
        assertThat(advice()).isNull();
    }

    private String advice() {
        return RestAssured.get(ready).jsonPath().getString("checks.find { it.name == 'database' }.data?.advice");
    }
}
