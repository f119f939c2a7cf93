package io.liftline.access.token;

import java.util.function.UnaryOperator;

/// Ways to spell a token that lenient decoders take for the same token.
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
enum OtherSpelling {
    FOREIGN_CHARACTERS_BEHIND(token -> token + "!!!!"),
    PADDING_BEHIND(token -> token + "=="),
    PADDING_BEHIND_THE_PAYLOAD(token -> token.substring(0, token.lastIndexOf('.')) + "=" + signature(token)),
    ANOTHER_LAST_BIT_OF_THE_SIGNATURE(token -> nextCharacter(token, token.length() - 1)),
    A_BLANK_INSIDE(token -> inside(token, " ")),
    A_FOREIGN_CHARACTER_INSIDE(token -> inside(token, "~")),
    A_CHARACTER_BEYOND_LATIN_1_INSIDE(token -> inside(token, "\u00e9")),
    A_DOT_BEHIND(token -> token + "."),
    A_DOT_BEFORE(token -> "." + token),
    A_FOURTH_PART(token -> token + ".AAAA");

    private final UnaryOperator<String> change;

    OtherSpelling(UnaryOperator<String> change) {
        this.change = change;
    }

    /// That spelling of a token.
    String of(String token) {
        return change.apply(token);
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.'));
    }

    private static String inside(String token, String text) {
        int middle = token.lastIndexOf('.') + 10;
        return token.substring(0, middle) + text + token.substring(middle);
    }

    /// The signature of ES256 has 64 bytes, so its last character has four bits that belong to no byte. They are 0
    /// in A, Q, g and w; the next letter of the alphabet differs in the last of them.
    private static String nextCharacter(String token, int at) {
        return token.substring(0, at) + (char) (token.charAt(at) + 1) + token.substring(at + 1);
    }
}
