package io.liftline.ingest.removal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the removal of a well removes.
///
/// @param wellId the well
/// @param samples the number of its samples; at most 1,000,001 are counted
/// @param findings the number of findings about it, likewise
/// @param from the time of its oldest sample; absent without samples
/// @param to the time of its newest sample
/// @param refusal why it cannot be removed; absent if it can
@RegisterForReflection // the REST layer sees a Response only
@Schema(name = "WellRemoval", description = "What the removal of a well removes, and whether it is possible")
record Removal(
        @JsonProperty("well_id") String wellId,
        long samples,
        long findings,
        Optional<Instant> from,
        Optional<Instant> to,
        @JsonIgnore Optional<ProblemException> refusal) {

    private static final Duration HOUR = Duration.ofHours(1);

    /// Whether it can be removed.
    @JsonProperty
    boolean removable() {
        return refusal.isEmpty();
    }

    /// Why it cannot be removed.
    @JsonProperty
    Optional<String> reason() {
        return refusal.map(Throwable::getMessage);
    }

    /// Reads the result of [RemovalSql#REMOVE]. Empty if there is no such well.
    static Optional<Removal> of(String wellId, JsonObject result) {
        String outcome = result.getString("outcome");
        return outcome.equals("absent")
                ? Optional.empty()
                : Optional.of(new Removal(
                        wellId,
                        result.getLong("samples"),
                        result.getLong("findings"),
                        time(result.getString("from")),
                        time(result.getString("to")),
                        refusal(outcome)));
    }

    private static Optional<Instant> time(@Nullable String text) {
        return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    }

    private static Optional<ProblemException> refusal(String outcome) {
        return switch (outcome) {
            case "removed" -> Optional.empty();
            case "archived" ->
                Optional.of(new ProblemException(
                        ProblemCode.CONFLICT,
                        "Samples or findings of this well are in the archive, whose objects do not change"));
            case "too_large" ->
                Optional.of(new ProblemException(
                        ProblemCode.UNPROCESSABLE,
                        "The well has more than 1,000,000 samples and findings; the owner of the database may remove"
                                + " it by SQL"));
            case "too_many" ->
                Optional.of(new ProblemException(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "At most 1,000 wells, and 1,000,000 samples and findings, are removed in an hour")
                        .retryAfter(HOUR));
            default -> throw new IllegalStateException("unknown outcome " + outcome);
        };
    }
}
