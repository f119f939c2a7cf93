package io.liftline.access.admin;

import io.liftline.access.login.NewPassword;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request that creates or changes a user. Absent members of a change stay as they are.
@Schema(name = "UserChange")
public record UserChange(
        @Schema(
                description = "Name, not case-sensitive; only when a user is created",
                pattern = "[a-z0-9][a-z0-9._@-]{0,63}")
        @Nullable
        String username,

        @Schema(description = "12 to 256 characters, not a common one", format = "password") @Nullable
        String password,

        @Schema(description = "viewer, writer, operator, admin") @Nullable
        List<String> roles,

        @Schema(description = "Well ids, or prefixes ending in *; `*` alone is every well") @Nullable
        List<String> wells,

        @Schema(description = "Whether logins are refused") @Nullable
        Boolean disabled) {

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    /// The name in lower case. Empty if no user can have it.
    static Optional<String> canBeStored(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return USERNAME.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }

    /// The name of the new user, in lower case.
    ///
    /// @throws ProblemException 400 if it is absent, 422 if it is not valid
    String newUsername() {
        return canBeStored(Grant.required(Optional.ofNullable(username), "username"))
                .orElseThrow(() -> Grant.unprocessable(
                        "username must be 1 to 64 of a-z 0-9 . _ @ -, the first a letter or digit"));
    }

    /// Checks that a change names no username.
    ///
    /// @throws ProblemException 422 if it does: a user keeps its name
    void refuseUsername() {
        if (username != null) {
            throw Grant.unprocessable("username cannot be changed");
        }
    }

    /// The new password, if it is given.
    ///
    /// @throws ProblemException 422 if it is too short, too long, common, or the username
    Optional<NewPassword> newPassword(String of) {
        if (password == null) {
            return Optional.empty();
        }
        if (password.toLowerCase(Locale.ROOT).contains(of) && of.length() > 3) {
            throw Grant.unprocessable("the password contains the username; choose another");
        }
        try {
            return Optional.of(new NewPassword(password));
        } catch (IllegalArgumentException e) {
            throw Grant.unprocessable(e.getMessage());
        }
    }

    /// The body, which must be there.
    ///
    /// @throws ProblemException 400 if it is empty
    static UserChange required(@Nullable UserChange body) {
        if (body == null) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "the body is empty");
        }
        return body;
    }

    @Override
    public String toString() {
        return "UserChange[" + username + "]";
    }
}
