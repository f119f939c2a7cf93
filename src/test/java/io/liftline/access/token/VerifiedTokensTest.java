package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Caller SOMEBODY = new Caller("somebody", Set.of(Role.VIEWER), WellScope.of(List.of("A*")));
    private static final String LONG = "t".repeat(1_000);

    private final SigningKey key = SigningKey.generate();
    private final Set<String> accepted = new HashSet<>(Set.of(key.kid()));
    private final VerifiedTokens verified = new VerifiedTokens();
    private VerifiedToken somebodys;

    @BeforeEach
    void rememberAToken() {
        somebodys = endingAt(1_000);
        verified.add("token", somebodys, 900);
    }

    @Test
    void aTokenIsKnownUntilTheSecondItEnds() {
        assertThat(verified.find("token", 999)).contains(somebodys);
        assertThat(verified.find("token", 1_000)).isEmpty();
        assertThat(verified.find("another", 999)).isEmpty();
    }

    @Test
    void aTokenIsForgottenWithTheKeyThatSignedIt() {
        accepted.clear();

        assertThat(verified.find("token", 999)).isEmpty();
    }

    @Test
    void whatHasEndedGivesItsRoomBack() {
        verified.add(LONG, endingAt(1_000), 900);

        verified.add("later", endingAt(2_000), 1_000);

        assertThat(verified.bytes()).isEqualTo(VerifiedTokens.bytesOf("later", somebodys));
    }

    @Test
    void aTokenThatIsAddedTwiceCountsOnce() {
        verified.add("token", endingAt(1_000), 900);

        assertThat(verified.bytes()).isEqualTo(VerifiedTokens.bytesOf("token", somebodys));
    }

    @Test
    void itNeverHoldsMoreThanItsBound() {
        long most = 0;
        int many = (int) (3 * VerifiedTokens.MAX_BYTES / VerifiedTokens.bytesOf(LONG, somebodys));
        for (int i = 0; i < many; i++) {
            verified.add(LONG + i, somebodys, 0);
            most = Math.max(most, verified.bytes());
        }

        long held = Stream.concat(Stream.of("token"), IntStream.range(0, many).mapToObj(i -> LONG + i))
                .filter(text -> verified.find(text, 0).isPresent())
                .mapToLong(text -> VerifiedTokens.bytesOf(text, somebodys))
                .sum();
        assertThat(most).isBetween(VerifiedTokens.MAX_BYTES * 9 / 10, VerifiedTokens.MAX_BYTES);
        assertThat(held).isEqualTo(verified.bytes()).isGreaterThan(VerifiedTokens.MAX_BYTES * 8 / 10);
        assertThat(verified.find(LONG + (many - 1), 0)).isPresent();
    }

    @Test
    void whereItIsFullTheEndedOnesGoFirst() {
        int many = (int) (VerifiedTokens.MAX_BYTES / VerifiedTokens.bytesOf(LONG + 9_999, somebodys)) - 2;
        for (int i = 0; i < many; i++) {
            verified.add(LONG + i, endingAt(i % 2 == 0 ? 910 : 2_000), 900);
        }

        for (int i = 0; i < 10; i++) { // the first ones fill the remaining space
            verified.add(LONG + "more" + i, endingAt(2_000), 920);
        }

        assertThat(verified.find(LONG + 1, 920)).isPresent();
        assertThat(verified.bytes()).isLessThan(VerifiedTokens.MAX_BYTES * 6 / 10);
    }

    private VerifiedToken endingAt(long second) {
        return new VerifiedToken(
                new TokenPrincipal("text", new JwtClaims(), SOMEBODY), key.kid(), accepted::contains, second);
    }
}
