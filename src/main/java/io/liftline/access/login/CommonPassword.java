package io.liftline.access.login;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Passwords that are tried first (NIST SP 800-63B, section 5.1.1.2): one of few words, with digits and signs
/// around it or repeated, few different characters, or a sequence of the keyboard.
final class CommonPassword {

    /// The longest first, because a word may contain another.
    private static final List<String> WORDS = Stream.of(
                    "password",
                    "passwort",
                    "passw0rd",
                    "p@ssword",
                    "p@ssw0rd",
                    "letmein",
                    "welcome",
                    "administrator",
                    "admin",
                    "changeme",
                    "change",
                    "liftline",
                    "iloveyou",
                    "qwerty",
                    "qwertyuiop",
                    "asdfgh",
                    "zxcvbnm",
                    "abcdef",
                    "football",
                    "baseball",
                    "sunshine",
                    "princess",
                    "dragon",
                    "monkey",
                    "master",
                    "superman",
                    "trustno",
                    "secret",
                    "test",
                    "default",
                    "guest",
                    "root",
                    "user",
                    "login",
                    "oilwell",
                    "operator",
                    "me",
                    "now",
                    "please")
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private static final List<String> SEQUENCES = List.of(
            "01234567890123456789",
            "98765432109876543210",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiopasdfghjklzxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn",
            "q1w2e3r4t5y6u7i8o9p0");

    private static final int DIFFERENT_CHARACTERS = 5;

    private CommonPassword() {}

    static boolean matches(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        return lower.chars().distinct().count() < DIFFERENT_CHARACTERS
                || SEQUENCES.stream().anyMatch(sequence -> sequence.contains(lower))
                || onlyWords(lower.replaceAll("[^\\p{L}@]|(?<=\\p{L})0(?=\\p{L})", ""));
    }

    /// Whether nothing remains when the words are taken away.
    private static boolean onlyWords(String letters) {
        String rest = letters;
        for (String word : WORDS) {
            rest = rest.replace(word, "");
        }
        return rest.isEmpty();
    }
}
