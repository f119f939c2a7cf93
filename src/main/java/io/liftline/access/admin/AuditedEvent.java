package io.liftline.access.admin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A recorded event.
@Schema(name = "AuditEvent")
record AuditedEvent(
        @Schema(hidden = true) @JsonIgnore long id,
        Instant at,

        @Schema(description = "A username, key:<id>, oidc:<name>, or the name that a login was tried with")
        String actor,

        @Schema(description = "What was done", examples = "user.create")
        String action,

        @Schema(description = "What it was done to; empty if that is the actor")
        String subject,

        @Schema(enumeration = {"done", "refused"}) String outcome,

        @Schema(description = "Address of the client; empty for the command line")
        String address,

        @JsonProperty("request_id") String requestId) {

    /// A page of events.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @Schema(name = "AuditEvents")
    record AuditedEvents(
            List<AuditedEvent> events,

            @Schema(description = "The `cursor` for the next page; null on the last page")
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}

    /// Reads a row of [AuditSqlPage].
    static AuditedEvent of(Row row) {
        return new AuditedEvent(
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("outcome"),
                row.getString("address"),
                row.getString("request_id"));
    }
}
