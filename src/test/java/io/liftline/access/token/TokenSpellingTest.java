package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSpellingTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final long SEED = 20261125;

    @ParameterizedTest
    @ValueSource(strings = {"AA.AA.AA", "AAA.AAAA.AAAAAA", "-_-_.eyJ0.AQ"})
    void threePartsOfBase64UrlAreCanonical(String token) {
        assertThat(TokenSpelling.isCanonical(token)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "AA",
                "AA.AA",
                "AA.AA.",
                ".AA.AA",
                "AA..AA",
                "AA.AA.AA.AA",
                "A.AA.AA",
                "AA.AAAAA.AA",
                "AA.AA.AA=",
                "AA.AA.AA==",
                "AA.AA.+/AA",
                "AA.AA.AA ",
                "AA.AA.AA\n",
                "AA.AA.AB",
                "AA.AB.AA",
                "AAB.AA.AA",
                "AA.AA.\u0100\u0100",
                "ll_0123456789"
            })
    void nothingElseIs(String token) {
        assertThat(TokenSpelling.isCanonical(token)).isFalse();
    }

    @Test
    void ofTheSpellingsOfAByteSequenceOneIsCanonical() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(70)];
            random.nextBytes(bytes);
            String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            String before = canonical.substring(0, canonical.length() - 1);

            List<String> accepted = ALPHABET.chars()
                    .mapToObj(last -> before + (char) last)
                    .filter(part -> TokenSpelling.isCanonical("AA.AA." + part))
                    .filter(part -> Arrays.equals(Base64.getUrlDecoder().decode(part), bytes))
                    .toList();

            assertThat(accepted).as("seed %d", SEED).containsExactly(canonical);
        }
    }

    @Test
    void theLongestIsAcceptedAndOneCharacterMoreIsNot() {
        String longest = "AAAA.AAAA." + "A".repeat(TokenSpelling.MAX_LENGTH - 12) + "AA";

        assertThat(longest).hasSize(TokenSpelling.MAX_LENGTH);
        assertThat(TokenSpelling.isCanonical(longest)).isTrue();
        assertThat(TokenSpelling.isCanonical(longest + "AA")).isFalse();
    }

    @Test
    void aTokenOfDotsAloneCostsNothing() {
        String dots =
                IntStream.range(0, TokenSpelling.MAX_LENGTH).mapToObj(_ -> ".").collect(Collectors.joining());

        assertThat(TokenSpelling.isCanonical(dots)).isFalse();
    }
}
