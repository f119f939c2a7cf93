package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Three real pumps, 12 rows each, side by side in one file with three header lines. It is posted as it is, by
/// the call of docs/files.md. Its unit line says psia, but the values are in pascals and kelvins, so the units
/// are declared.
@QuarkusTest
class RealDataTest {

    private static final Path FILE = Path.of("..", "shared", "data", "slb-esp-small.csv");
    private static final String RANGE = "?from=2013-06-01T00:00:00Z&to=2013-06-01T01:00:00Z";
    private static final String CALL = "/api/v1/telemetry?skip=1&well_line=1&skip_after_header=1&time_format=unix_s"
            + "&columns=time:timestamp,DHDISCHARGEPRESSURE:discharge_pressure,DHINTAKEPRESSURE:pip,"
            + "DHINTAKETEMP:intake_temp,DHMOTORTEMP:motor_temp,VSDFREQOUT:vsd_frequency,VSDMOTAMPS:motor_current"
            + "&units=discharge_pressure:Pa,pip:Pa,intake_temp:K,motor_temp:K";

    private static final Map<String, String> CHANNELS = Map.of(
            "DHDISCHARGEPRESSURE", "discharge_pressure",
            "DHINTAKEPRESSURE", "pip",
            "DHINTAKETEMP", "intake_temp",
            "DHMOTORTEMP", "motor_temp",
            "VSDFREQOUT", "vsd_frequency",
            "VSDMOTAMPS", "motor_current");

    @Inject
    Tokens tokens;

    private List<String[]> lines;

    @BeforeEach
    void readTheFile() throws IOException {
        assumeTrue(Files.exists(FILE), "skipped: the real data is not there, " + FILE);
        lines = Files.readAllLines(FILE, StandardCharsets.UTF_8).stream()
                .map(line -> line.split(",", -1))
                .toList();
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body(Files.readAllBytes(FILE))
                .post(CALL)
                .then()
                .statusCode(200);
    }

    @Test
    void everyValueReadsBackInPsiAndCelsius() {
        for (int column = 1; column < lines.getFirst().length; column++) {
            String channel = CHANNELS.getOrDefault(lines.get(1)[column], "none");
            JsonPath json = get("/wells/" + lines.get(0)[column] + "/telemetry" + RANGE);

            assertThat(json.getList("samples")).hasSize(12);
            for (int row = 0; row < 12; row++) {
                String[] line = lines.get(row + 3);
                assertThat(json.getString("samples[" + row + "].timestamp"))
                        .isEqualTo(
                                Instant.ofEpochSecond(Long.parseLong(line[0])).toString());
                assertThat(json.getDouble("samples[" + row + "]." + channel))
                        .as("%s row %d", channel, row)
                        .isCloseTo(expected(channel, Double.parseDouble(line[column])), within(1e-9));
            }
        }
    }

    @Test
    void theNewestSampleOfEachPumpIsItsLastRow() {
        JsonPath latest = get("/telemetry/latest?wells=ESP01,ESP02,ESP03");

        assertThat(latest.getList("samples.well_id")).isEqualTo(List.of("ESP01", "ESP02", "ESP03"));
        assertThat(latest.getList("samples.timestamp")).containsOnly("2013-06-01T00:55:00Z");
        assertThat(get("/wells/ESP03/latest").getDouble("vsd_frequency")).isEqualTo(49.85407065);
        assertThat(get("/wells/ESP02/latest").getDouble("pip"))
                .isCloseTo(4309535.709 / 6894.757293168361, within(1e-9));
    }

    @Test
    void theSummaryTellsTheIdleTheSteadyAndTheStartingPumpApart() {
        JsonPath summary = get("/telemetry/summary" + RANGE + "&wells=ESP01,ESP02,ESP03");

        assertThat(summary.getList("wells.count", Integer.class)).containsExactly(12, 12, 12);
        assertThat(summary.getDouble("wells[0].channels.vsd_frequency.max")).isZero();
        assertThat(summary.getDouble("wells[0].channels.motor_current.avg")).isEqualTo(2.0);
        assertThat(summary.getDouble("wells[1].channels.vsd_frequency.min")).isEqualTo(43.87836996);
        assertThat(summary.getDouble("wells[1].channels.pip.avg"))
                .isCloseTo(mean("ESP02", "DHINTAKEPRESSURE") / 6894.757293168361, within(1e-9));
        assertThat(summary.getDouble("wells[2].channels.vsd_frequency.min")).isZero();
        assertThat(summary.getDouble("wells[2].channels.motor_current.max")).isEqualTo(111.4877587);
        assertThat((Object) summary.get("wells[2].channels.flow_rate.avg")).isNull();
    }

    private JsonPath get(String path) {
        return tokens.as(Role.VIEWER)
                .accept("application/json")
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private double mean(String well, String tag) {
        for (int column = 1; column < lines.getFirst().length; column++) {
            if (lines.get(0)[column].equals(well) && lines.get(1)[column].equals(tag)) {
                int c = column;
                return lines.stream()
                        .skip(3)
                        .mapToDouble(line -> Double.parseDouble(line[c]))
                        .average()
                        .orElseThrow();
            }
        }
        throw new IllegalArgumentException(well + " " + tag);
    }

    private static double expected(String channel, double raw) {
        return switch (channel) {
            case "pip", "discharge_pressure" -> raw / 6894.757293168361;
            case "intake_temp", "motor_temp" -> raw - 273.15;
            default -> raw;
        };
    }
}
