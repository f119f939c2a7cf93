package io.liftline.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A job of TimescaleDB that works on a hypertable, such as compression or retention.
@RegisterForReflection
@Schema(name = "Policy", description = "A job of TimescaleDB that works on a hypertable")
record Policy(
        @JsonProperty("job_id") int jobId,

        @Schema(description = "What the job does", examples = "retention")
        String name,

        String hypertable,

        @Schema(description = "The database role that the job runs as")
        String owner,

        @Schema(description = "Whether the job is scheduled; false if somebody has paused it")
        boolean scheduled,

        @Schema(description = "Time between two runs, ISO 8601", examples = "PT12H") @Nullable
        String schedule,

        @Schema(type = SchemaType.OBJECT, description = "Its settings", examples = "{\"drop_after\": \"30 days\"}")
        @JsonRawValue
        @Nullable
        String config,

        @Schema(description = "Start of the last run; null if it never ran") @JsonProperty("last_run") @Nullable
        Instant lastRun,

        @Schema(enumeration = {"never", "running", "success", "failed"}) @JsonProperty("last_outcome")
        String lastOutcome,

        @Schema(description = "Null while it runs, and if it never ran") @JsonProperty("next_start") @Nullable
        Instant nextStart,

        @Schema(description = "Failed runs since the last success") @JsonProperty("failures_in_a_row")
        int failures,

        @Schema(
                description =
                        "Whether it should have started, or ended, long ago: longer than its schedule, its maximum"
                                + " duration and one hour")
        boolean overdue) {

    private static final String PREFIX = "policy_";

    /// All policies on the service's hypertables.
    @RegisterForReflection
    @Schema(name = "Policies")
    record Policies(List<Policy> policies) {}

    /// Reads a row of [StorageSql#POLICIES].
    static Policy of(Row row) {
        String procedure = row.getString("procedure");
        return new Policy(
                row.getInteger("job_id"),
                procedure.startsWith(PREFIX) ? procedure.substring(PREFIX.length()) : procedure,
                row.getString("hypertable"),
                row.getString("owner"),
                row.getBoolean("scheduled"),
                StoredDuration.of(row, "schedule"),
                row.getString("config"),
                Times.instant(row, "last_start"),
                row.getString("outcome"),
                Times.instant(row, "next_start"),
                row.getInteger("failures"),
                row.getBoolean("overdue"));
    }
}
