package io.liftline.access.login;

import java.nio.charset.StandardCharsets;

/// A password to be set, of a valid length.
///
/// @param text the password: at least [#MIN_LENGTH] characters, at most [#MAX_BYTES] bytes in UTF-8
public record NewPassword(String text) {

    /// The minimum length, in characters.
    public static final int MIN_LENGTH = 12;
    /// The maximum length, in bytes of UTF-8. bcrypt ignores further bytes.
    public static final int MAX_BYTES = 72;

    /// @throws IllegalArgumentException if it is too short, too long or a common one; the message has the limit but
    ///     not the password
    public NewPassword {
        int characters = text.codePointCount(0, text.length());
        if (characters < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "the password has %d characters, it needs at least %d".formatted(characters, MIN_LENGTH));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the password has %d bytes in UTF-8, it may have at most %d".formatted(bytes, MAX_BYTES));
        }
        if (CommonPassword.matches(text)) {
            throw new IllegalArgumentException("the password is one of those that are tried first; choose another");
        }
    }

    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}
