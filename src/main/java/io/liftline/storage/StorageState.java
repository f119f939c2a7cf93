package io.liftline.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The database that the service works on.
@RegisterForReflection
@Schema(name = "Storage", description = "The database that the service works on")
record StorageState(
        @Schema(
                description = "Edition of TimescaleDB",
                examples = "community",
                enumeration = {"community", "apache"})
        String edition,

        @Schema(description = "Version of TimescaleDB", examples = "2.29.2") @Nullable
        String timescaledb,

        @Schema(description = "Version of PostgreSQL", examples = "17.12")
        String postgresql,

        @Schema(description = "Size of the database in bytes, indexes and all tables included")
        long bytes,

        @Schema(description = "What the edition does not have; empty for `community`")
        List<String> lacks,

        @Schema(
                description =
                        "Channels of a table that was taken over whose type needs about twice the space when compressed."
                                + " `liftline migrate --compact` converts them")
        @JsonProperty("channels_not_compact")
        List<String> channelsNotCompact,

        @Schema(
                description =
                        "What drops old chunks: `archive`, after they were verified, or `off`, nothing, because no store is"
                                + " configured; policies of the database are in `/storage/policies`",
                enumeration = {"archive", "off"})
        String retention) {

    private static final String COMMUNITY_LICENSE = "timescale";
    private static final List<String> COMMUNITY_ONLY = List.of("compression", "continuous aggregates", "policies");

    /// Reads the row of [StorageSql#DATABASE].
    static StorageState of(Row row, String retention) {
        boolean community = COMMUNITY_LICENSE.equals(row.getString("license"));
        int postgres = row.getInteger("postgres_version");
        return new StorageState(
                community ? "community" : "apache",
                row.getString("timescale_version"),
                postgres / 10_000 + "." + postgres % 10_000,
                row.getLong("bytes"),
                community ? List.of() : COMMUNITY_ONLY,
                List.of(row.getArrayOfStrings("not_compact")),
                retention);
    }
}
