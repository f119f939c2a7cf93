package io.liftline.access.token;

import java.util.function.UnaryOperator;

/// Non-canonical forms of a token that lenient decoders accept as the same token.
@SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
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

    /// This form of a token.
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

    /// The ES256 signature has 64 bytes, so the last four bits of its last character are unused. They are 0 in
    /// A, Q, g and w. The next letter of the alphabet differs in the last of these bits.
    private static String nextCharacter(String token, int at) {
        return token.substring(0, at) + (char) (token.charAt(at) + 1) + token.substring(at + 1);
    }
}
