package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A well outside the caller's scope gets the same answer as a well that does not exist.
@QuarkusTest
class ForeignWellsTest {

    private static final String MINE = "FOREIGN-0/MINE";
    private static final String FOREIGN = "FOREIGN-1/THEIRS";
    private static final String ABSENT = "FOREIGN-1/ABSENT";
    private static final String RANGE = "from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z";

    @Inject
    Tokens tokens;

    @Inject
    Pool pool;

    @BeforeEach
    void storeASampleOfEach() {
        for (String well : List.of(
                MINE, FOREIGN, "FOREIGN_1", "FOREIGN%1", "FOREIGNX1", "Foreign #4", "Foreign #40", "foreign-0/mine")) {
            pool.preparedQuery("""
                            INSERT INTO esp_telemetry (well_id, timestamp, pip)
                            VALUES ($1, '2025-11-20T06:00:00Z', 812)
                            ON CONFLICT (well_id, timestamp) DO NOTHING""").execute(Tuple.of(well)).await().indefinitely();
        }
        pool.query("SELECT liftline_register_wells('2025-11-20')")
                .execute()
                .await()
                .indefinitely();
    }

    @ParameterizedTest
    @CsvSource({
        "/latest, application/json",
        "/telemetry, application/json",
        "/telemetry, application/x-ndjson",
        "/telemetry, text/csv",
        "/series, application/json",
        "/at, application/json",
        "/diagnostics, application/json"
    })
    void aForeignWellIsAnsweredLikeAnAbsentOne(String question, String accept) {
        Response foreign = read(FOREIGN, question, accept);
        Response absent = read(ABSENT, question, accept);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(foreign.contentType()).isEqualTo("application/problem+json").isEqualTo(absent.contentType());
        assertThat(foreign.asString().replace(FOREIGN, ABSENT)).isEqualTo(absent.asString());
        assertThat(read(MINE, question, accept).statusCode()).isEqualTo(200);
    }

    @Test
    void listsNeverShowForeignWells() {
        RequestSpecification caller = as(Role.VIEWER, MINE);

        for (String naming : List.of("", "&wells=" + FOREIGN + "," + MINE + "," + ABSENT)) {
            Response latest = given(caller).get("/api/v1/telemetry/latest?format=json" + naming);
            Response fleet = given(caller).get("/api/v1/fleet?format=json" + naming);
            Response summary = given(caller).get("/api/v1/telemetry/summary?" + RANGE + naming);
            Response series = given(caller).get("/api/v1/telemetry/series?" + RANGE + naming);
            Response samples = given(caller).get("/api/v1/telemetry?" + RANGE + naming);

            assertThat(latest.jsonPath().getList("samples.well_id")).isEqualTo(List.of(MINE));
            assertThat(fleet.jsonPath().getList("wells.well_id")).isEqualTo(List.of(MINE));
            assertThat(summary.jsonPath().getList("wells.well_id")).isEqualTo(List.of(MINE));
            assertThat(series.jsonPath().getList("wells.well_id")).isEqualTo(List.of(MINE));
            assertThat(samples.jsonPath().getList("samples.well_id")).containsOnly(MINE);
        }
        assertThat(given(caller).get("/api/v1/wells").jsonPath().getList("wells.well_id"))
                .isEqualTo(List.of(MINE));
    }

    @Test
    void namingForeignWellsOnlyShowsNothing() {
        RequestSpecification caller = as(Role.ADMIN, MINE);

        Response latest = given(caller).get("/api/v1/telemetry/latest?wells=" + FOREIGN);
        Response summary = given(caller).get("/api/v1/telemetry/summary?" + RANGE + "&wells=" + FOREIGN);

        assertThat(latest.jsonPath().getList("samples")).isEmpty();
        assertThat(summary.jsonPath().getList("wells")).isEmpty();
    }

    @Test
    void aForeignWellCostsItsRowOnly() {
        String body = """
                [{"well_id": "%s", "timestamp": "2025-11-20T07:00:00Z", "pip": 1},
                 {"well_id": "%s", "timestamp": "2025-11-20T07:00:00Z", "pip": 1}]""".formatted(FOREIGN, MINE);

        Response receipt =
                as(Role.WRITER, MINE).contentType("application/json").body(body).post("/api/v1/telemetry");

        assertThat(receipt.statusCode()).isEqualTo(200);
        assertThat(receipt.jsonPath().getInt("rejected")).isEqualTo(1);
        assertThat(receipt.jsonPath().getInt("inserted") + receipt.jsonPath().getInt("duplicates"))
                .isEqualTo(1);
        assertThat(receipt.jsonPath().getList("errors.code")).isEqualTo(List.of("forbidden_well"));
        assertThat(receipt.jsonPath().getList("errors.index")).isEqualTo(List.of(0));
        assertThat(rowsAtSeven(FOREIGN)).isZero();
        assertThat(rowsAtSeven(MINE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "FOREIGN-0*, FOREIGN-0/MINE",
        "FOREIGN-1/*, FOREIGN-1/THEIRS",
        "FOREIGN_*, FOREIGN_1",
        "FOREIGN_1, FOREIGN_1",
        "Foreign #4, Foreign #4",
        "Foreign #4*, Foreign #4|Foreign #40",
        "foreign-0*, foreign-0/mine",
        "FOREIGN*, FOREIGN-0/MINE|FOREIGN-1/THEIRS|FOREIGN_1|FOREIGN%1|FOREIGNX1"
    })
    void aGrantMeansItsCharactersThemselves(String pattern, String wells) {
        Response seen = as(Role.VIEWER, pattern).get("/api/v1/wells");

        assertThat(seen.jsonPath().getList("wells.well_id", String.class))
                .containsExactlyInAnyOrder(wells.split("\\|", -1));
    }

    @Test
    void noGrantSeesAndWritesNothing() {
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            assertThat(as(role).get("/api/v1/wells").jsonPath().getList("wells"))
                    .isEmpty();
            assertThat(as(role).get("/api/v1/telemetry/latest").jsonPath().getList("samples"))
                    .isEmpty();
            assertThat(as(role).get("/api/v1/telemetry/summary?" + RANGE)
                            .jsonPath()
                            .getList("wells"))
                    .isEmpty();
            assertThat(as(role).get("/api/v1/telemetry/series?" + RANGE)
                            .jsonPath()
                            .getList("wells"))
                    .isEmpty();
            assertThat(as(role).get("/api/v1/wells/{well}/latest", MINE).statusCode())
                    .isEqualTo(404);
        }
        as(Role.ADMIN)
                .contentType("application/json")
                .body("{\"well_id\": \"" + MINE + "\", \"timestamp\": \"2025-11-20T08:00:00Z\", \"pip\": 1}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(422);
    }

    private Response read(String well, String question, String accept) {
        String range = switch (question) {
            case "/latest" -> "";
            case "/at" -> "?timestamp=2025-11-20T06:00:00Z";
            default -> "?" + RANGE;
        };
        return as(Role.VIEWER, "FOREIGN-0*")
                .accept(accept)
                .header("X-Request-Id", "one-name-for-all") // otherwise each problem has a different instance
                .get("/api/v1/wells/{well}" + question + range, well);
    }

    private RequestSpecification as(Role role, String... wells) {
        return given().auth().oauth2(tokens.text(role, wells));
    }

    private long rowsAtSeven(String well) {
        return pool.preparedQuery("""
                        SELECT count(*)
                        FROM esp_telemetry
                        WHERE well_id = $1
                          AND timestamp = '2025-11-20T07:00:00Z'""")
                .execute(Tuple.of(well))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
