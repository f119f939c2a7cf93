package io.liftline.access.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user, without the password.
@Schema(name = "User")
public record User(
        @Schema(description = "Name, lower case") String username,

        @Schema(description = "viewer, writer, operator, admin")
        List<String> roles,

        @Schema(description = "Wells that the user may access: well ids, or prefixes ending in *")
        List<String> wells,

        @Schema(description = "Whether logins are refused") boolean disabled,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    /// A page of users.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @Schema(name = "Users")
    public record Users(
            List<User> users,

            @Schema(description = "The `cursor` for the next page; null on the last page")
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}

    /// Reads a row of [UserSql].
    static User of(Row row) {
        return new User(
                row.getString("username"),
                List.of(row.getArrayOfStrings("roles")),
                Stream.of(row.getArrayOfStrings("wells"))
                        .filter(Objects::nonNull)
                        .toList(),
                row.getBoolean("disabled"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
