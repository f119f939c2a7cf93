package io.liftline.access.login;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The request body of a login. Missing members are `null`.
@Schema(name = "Login")
record LoginRequest(
        @Schema(description = "Name of the user, not case-sensitive", required = true, maxLength = 64) @Nullable
        String username,

        @Schema(description = "Password of the user", required = true, format = "password") @Nullable
        String password) {

    private static final int MAX_USERNAME = 64;

    /// The username.
    ///
    /// @throws ProblemException 400 if it is missing, too long, or contains a control character, which no
    ///     username has; PostgreSQL rejects a parameter with a NUL character
    String requiredUsername() {
        if (username == null
                || username.isEmpty()
                || username.length() > MAX_USERNAME
                || username.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "username must be given, with 1 to %d characters, none of them a control character"
                            .formatted(MAX_USERNAME));
        }
        return username;
    }

    /// The password.
    ///
    /// @throws ProblemException 400 if it is missing
    String requiredPassword() {
        if (password == null || password.isEmpty()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "password must be given");
        }
        return password;
    }

    @Override
    public String toString() {
        return "LoginRequest[" + username + "]";
    }
}
