package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VerifiedTokensTest {

    private static final Caller SOMEBODY = new Caller("somebody", Set.of(Role.VIEWER), WellScope.of(List.of("A*")));

    @Inject
    SigningKeys keys;

    private final VerifiedTokens verified = new VerifiedTokens();
    private VerifiedToken somebodys;

    @BeforeEach
    void rememberAToken() {
        somebodys = new VerifiedToken(SOMEBODY, keys.current(), 1_000);
        verified.add("token", somebodys);
    }

    @Test
    void aTokenIsKnownUntilTheSecondItEnds() {
        KeySet current = keys.current();

        assertThat(verified.find("token", current, 999)).contains(somebodys);
        assertThat(verified.find("token", current, 1_000)).isEmpty();
        assertThat(verified.find("another", current, 999)).isEmpty();
    }

    @Test
    void anotherKeySetVerifiesAnew() {
        KeySet current = keys.current();
        KeySet reloaded = new KeySet(current.signer(), current.verifiers());

        assertThat(verified.find("token", reloaded, 999)).isEmpty();
    }

    @Test
    void itNeverHoldsMoreThanItsBound() {
        KeySet current = keys.current();
        for (int i = 0; i < 3 * VerifiedTokens.MAX_TOKENS; i++) {
            verified.add("t" + i, somebodys);
        }

        long held = IntStream.range(0, 3 * VerifiedTokens.MAX_TOKENS)
                .filter(i -> verified.find("t" + i, current, 0).isPresent())
                .count();
        assertThat(held).isBetween(1L, (long) VerifiedTokens.MAX_TOKENS);
    }
}
