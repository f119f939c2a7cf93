package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every route of the REST layer rejects unknown parameters.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class RestParametersResourceTest {

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/telemetry/summary?form=-7d, did you mean from?",
        "GET, /api/v1/telemetry/summary?start=-7d, 'known: archive, channels, format, from, to, wells'",
        "GET, /api/v1/telemetry/summary?bucket=PT1H, 'known: '",
        "GET, /api/v1/telemetry/summary?from=-7d&from=-8d, from is given 2 times",
        "GET, /api/v1/telemetry/latest?well=A, did you mean wells?",
        "GET, /api/v1/wells/A/telemetry?chanels=pip, did you mean channels?",
        "GET, /api/v1/wells/A/latest?channels=pip, 'known: archive, format'",
        "GET, /api/v1/auth/me?verbose, there are none",
        "GET, /.well-known/jwks.json?kid=1, there are none",
        "POST, /api/v1/auth/login?username=ann, there are none"
    })
    void anUnknownParameterIsRefused(String method, String path, String advice) throws Exception {
        RawConnection.Response answer = Wire.request(method, path)
                .header("Authorization", "Bearer " + tokens.text(Role.ADMIN, "*"))
                .header("Content-Type", "application/json")
                .body("{}")
                .send();

        JsonObject problem = Wire.assertProblem(answer, 400);
        assertThat(problem.getString("type")).isEqualTo("urn:liftline:problem:unknown_parameter");
        assertThat(problem.getString("detail")).contains(advice);
    }

    @Test
    void whoMayNotAskIsNotToldTheParameters() throws Exception {
        assertThat(Wire.request("GET", "/api/v1/telemetry/summary?form=-7d")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(Wire.request("GET", "/api/v1/telemetry/summary?form=-7d")
                        .header("Authorization", "Bearer " + tokens.text(Role.WRITER, "*"))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSemicolonIsPartOfTheValueInTheRestLayerToo() throws Exception {
        RawConnection.Response answer = Wire.request("GET", "/api/v1/telemetry/summary?channels=pip;wells=A")
                .header("Authorization", "Bearer " + tokens.text(Role.ADMIN, "*"))
                .send();

        assertThat(Wire.assertProblem(answer, 422).getString("detail")).contains("pip;wells=A");
    }
}
