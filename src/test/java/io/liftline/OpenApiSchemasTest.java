package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The OpenAPI document describes every field of requests and answers.
@QuarkusTest
class OpenApiSchemasTest {

    private JsonObject schemas = new JsonObject();

    @BeforeEach
    void fetch() {
        schemas = new JsonObject(
                        given().queryParam("format", "json").get("/q/openapi").asString())
                .getJsonObject("components")
                .getJsonObject("schemas");
    }

    @ParameterizedTest
    @CsvSource({
        "IngestAnswer, received inserted updated duplicates conflicts accepted rejected errors errors_truncated dry_run",
        "RowError, index line well_id code field value detail",
        "Problem, type title status detail instance",
        "Samples, samples",
        "SamplePage, samples next_cursor sources",
        "Figures, avg min max",
        "Summary, from to source wells",
        "Series, well_id from to bucket source time series",
        "FleetSeries, from to bucket source time wells",
        "Fleet, at states trend wells next_cursor",
        "ValuesAt, well_id timestamp mode values sources",
        "NewDiagnostic, well_id timestamp diagnosis confidence severity actions telemetry_snapshot resolution_time notes",
        "Diagnostic, id well_id timestamp diagnosis confidence severity actions telemetry_snapshot resolution_time"
                + " notes created_at state rule acknowledged_at acknowledged_by closed_at closed_by note_count",
        "StoredDiagnostics, id well_id timestamp diagnosis confidence severity actions telemetry_snapshot resolution_time"
                + " notes created_at state rule acknowledged_at acknowledged_by closed_at closed_by note_count"
                + " diagnostics",
        "Diagnostics, diagnostics next_cursor",
        "WellData, well_id name field limits effective_limits",
        "WellLimits, channels rated_current operating_range",
        "Wells, wells next_cursor",
        "Well, well_id first last",
        "Login, username password",
        "Token, access_token token_type expires_in refresh_token refresh_expires_in",
        "User, username roles wells disabled created_at updated_at",
        "ApiKey, id name certificate key roles wells created_by created_at expires_at last_used_at",
        "Hypertable, name chunk_interval chunks compressed_chunks bytes bytes_before_compression bytes_after_compression"
                + " compression_ratio oldest newest compress_after archive_after retain_for",
        "Policy, job_id name hypertable owner scheduled schedule config last_run last_outcome next_start"
                + " failures_in_a_row overdue",
        "Chunk, hypertable name from to rows bytes bytes_before_compression compressed archive_state archive_version",
        "Caller, username roles wells",
        "JwkSet, keys"
    })
    void aSchemaHasItsFields(String schema, String fields) {
        assertThat(properties(schema).fieldNames()).containsExactlyInAnyOrder(fields.split(" ", -1));
    }

    @Test
    void aSampleHasEveryChannelWithItsUnitAndRange() {
        JsonObject sample = properties("Sample");

        assertThat(sample.fieldNames())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("well_id", "timestamp"),
                                Channel.ALL.stream().map(Channel::column))
                        .toList());
        for (Channel channel : Channel.ALL) {
            JsonObject property = sample.getJsonObject(channel.column());
            assertThat(property.getString("description"))
                    .as(channel.column())
                    .startsWith(channel.unit().symbol() + ";")
                    .contains("null: not measured")
                    .contains("%.0f to %.0f".formatted(channel.low(), channel.high()));
            assertThat(property.getJsonArray("type").getList())
                    .as(channel.column())
                    .isEqualTo(List.of("number", "null"));
        }
        assertThat(schemas.getJsonObject("Sample").getJsonArray("required").getList())
                .isEqualTo(List.of("well_id", "timestamp"));
        assertThat(sample.getJsonObject("well_id").getInteger("maxLength")).isEqualTo(50);
        assertThat(sample.getJsonObject("timestamp").getString("format")).isEqualTo("date-time");
    }

    @Test
    void aSummaryHasCountAndFiguresOfEveryChannel() {
        JsonObject well = properties("Summary")
                .getJsonObject("wells")
                .getJsonObject("items")
                .getJsonObject("properties");

        assertThat(well.fieldNames()).containsExactly("well_id", "count", "channels");
        JsonObject channels = well.getJsonObject("channels").getJsonObject("properties");
        assertThat(channels.fieldNames())
                .containsExactlyElementsOf(
                        Channel.ALL.stream().map(Channel::column).toList());
        assertThat(channels.stream().map(entry -> ((JsonObject) entry.getValue()).getString("$ref")))
                .containsOnly("#/components/schemas/Figures");
    }

    private JsonObject properties(String schema) {
        assertThat(schemas.fieldNames()).contains(schema);
        return schemas.getJsonObject(schema).getJsonObject("properties");
    }
}
