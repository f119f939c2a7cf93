package io.liftline.access.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request that creates an API key.
@Schema(name = "NewApiKey")
public record NewApiKey(
        @Schema(description = "What the key is for", required = true, minLength = 1, maxLength = 100) @Nullable
        String name,

        @Schema(description = "viewer, writer, operator, admin", required = true) @Nullable
        List<String> roles,

        @Schema(description = "Well ids, or prefixes ending in *", required = true) @Nullable
        List<String> wells,

        @Schema(description = "RFC 3339; absent or null for never", format = "date-time", nullable = true)
        @JsonProperty("expires_at")
        @Nullable
        String expiresAt,

        @Schema(
                description = "Subject of a client certificate (RFC 2253) that is the credential in place of a key",
                maxLength = 500,
                examples = "CN=gw-7,OU=ESP,O=Field")
        @Nullable
        String certificate) {

    private static final int MAX_NAME = 100;
    private static final int MAX_SUBJECT = 500;

    /// A key that can be created.
    ///
    /// @param name what it is for
    /// @param roles at least one, in lower case
    /// @param wells well patterns, at most 200
    /// @param expiresAt empty for never
    /// @param certificate subject of the client certificate that proves it, RFC 2253; empty if its text does
    public record Valid(
            String name,
            String[] roles,
            String[] wells,
            Optional<OffsetDateTime> expiresAt,
            Optional<String> certificate) {}

    /// Checks the members.
    ///
    /// @param now current time
    /// @throws ProblemException 400 if a member is absent, 422 if it is not acceptable
    public Valid validated(Instant now) {
        return new Valid(
                requiredName(),
                Grant.required(Grant.roles(roles), "roles"),
                Grant.required(Grant.wells(wells), "wells"),
                expiry(now),
                Optional.ofNullable(certificate).map(NewApiKey::subject));
    }

    /// The subject of a certificate in the form in which certificates are compared.
    ///
    /// @throws ProblemException 422 if it is none, or too long
    private static String subject(String text) {
        try {
            String name = new X500Principal(text).getName();
            if (!name.isEmpty() && name.length() <= MAX_SUBJECT) {
                return name;
            }
        } catch (IllegalArgumentException _) {
            // answered below
        }
        throw Grant.unprocessable("certificate must be the subject of one, such as CN=gw-7,O=Field, of at most "
                + MAX_SUBJECT + " characters");
    }

    /// The name.
    ///
    /// @throws ProblemException 400 if it is absent, 422 if it is empty, too long, or has a control character
    private String requiredName() {
        String text = Grant.required(Optional.ofNullable(name), "name").strip();
        if (text.isEmpty()
                || text.codePointCount(0, text.length()) > MAX_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            throw Grant.unprocessable(
                    "name must have 1 to " + MAX_NAME + " characters, none of them a control character");
        }
        return text;
    }

    /// When the key expires. Empty for never.
    ///
    /// @throws ProblemException 422 if it is not a time with an offset, or not after this one
    private Optional<OffsetDateTime> expiry(Instant now) {
        if (expiresAt == null) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(expiresAt);
            if (time.toInstant().isAfter(now) && time.getYear() < 10_000) {
                return Optional.of(time);
            }
            throw Grant.unprocessable("expires_at must be in the future");
        } catch (DateTimeException _) {
            throw Grant.unprocessable("expires_at must be RFC 3339 with an offset, such as 2030-01-01T00:00:00Z");
        }
    }

    /// The body, which must be there.
    ///
    /// @throws ProblemException 400 if it is empty
    static NewApiKey required(@Nullable NewApiKey body) {
        if (body == null) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "the body is empty");
        }
        return body;
    }
}
