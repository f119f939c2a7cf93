package io.liftline.access.login;

import java.nio.charset.StandardCharsets;

/// A password somebody wants to set, long enough and short enough.
///
/// @param text the password: at least [#MIN_LENGTH] characters, at most [#MAX_BYTES] bytes in UTF-8
record NewPassword(String text) {

    /// The shortest password that can be set, in characters.
    static final int MIN_LENGTH = 12;
    /// The longest password, in bytes of UTF-8: bcrypt does not look at what comes after them.
    static final int MAX_BYTES = 72;

    /// @throws IllegalArgumentException when it is too short or too long, naming the limit but not the
    /// password
    NewPassword {
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
    }

    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}
