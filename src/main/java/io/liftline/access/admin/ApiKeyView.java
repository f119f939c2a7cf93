package io.liftline.access.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An API key. The key itself is only in the answer to its creation.
@Schema(name = "ApiKey")
record ApiKeyView(
        @Schema(description = "Visible part of the key, `llk_<id>_…`")
        String id,

        @Schema(description = "What the key is for") String name,

        @Schema(
                description = "Subject of the client certificate that is the credential; null if the key is",
                nullable = true)
        @Nullable
        String certificate,

        @Schema(description = "The key, a credential; absent except in the answer to its creation")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String key,

        List<String> roles,
        List<String> wells,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,

        @Schema(description = "Null for never") @JsonProperty("expires_at") @Nullable
        Instant expiresAt,

        @Schema(description = "To about ten seconds; null if it was never used") @JsonProperty("last_used_at") @Nullable
        Instant lastUsedAt) {

    /// A page of keys.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @Schema(name = "ApiKeys")
    record ApiKeyViews(
            @JsonProperty("api_keys") List<ApiKeyView> apiKeys,

            @Schema(description = "The `cursor` for the next page; null on the last page")
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}

    /// Reads a row of [ApiKeyTableSql].
    ///
    /// @param key the key, if it was created just now
    static ApiKeyView of(Row row, @Nullable String key) {
        return new ApiKeyView(
                row.getString("id"),
                row.getString("name"),
                row.getString("certificate"),
                key,
                List.of(row.getArrayOfStrings("roles")),
                Stream.of(row.getArrayOfStrings("wells"))
                        .filter(Objects::nonNull)
                        .toList(),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public String toString() {
        return "ApiKeyView[" + id + "]";
    }
}
