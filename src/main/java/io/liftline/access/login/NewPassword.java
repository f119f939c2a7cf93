package io.liftline.access.login;

/// A password to be set, of a valid length.
///
/// @param text the password: [#MIN_LENGTH] to [#MAX_LENGTH] characters
public record NewPassword(String text) {

    /// The minimum length, in characters.
    public static final int MIN_LENGTH = 12;
    /// The maximum length, in characters.
    public static final int MAX_LENGTH = 256;

    /// @throws IllegalArgumentException if it is too short, too long or a common one; the message has the
    ///     limit but not the password
    public NewPassword {
        int characters = text.codePointCount(0, text.length());
        if (characters < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "the password has %d characters, it needs at least %d".formatted(characters, MIN_LENGTH));
        }
        if (characters > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the password has %d characters, it may have at most %d".formatted(characters, MAX_LENGTH));
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
