package io.liftline.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwt.NumericDate;

/// Tokens that end soon.
@ApplicationScoped
public class EndingTokens {

    private final SigningKeys keys;

    EndingTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /// A token of a viewer that is accepted until this time, which includes the leeway of clocks.
    ///
    /// @param end a whole second
    /// @param wells the pattern of the wells that it may access
    public String acceptedUntil(Instant end, String wells) {
        return ForgedToken.with(keys.current().signer(), claims -> {
            claims.setExpirationTime(
                    NumericDate.fromSeconds(end.getEpochSecond() - TokenVerifier.CLOCK_LEEWAY_SECONDS));
            claims.setStringListClaim("wells", List.of(wells));
        });
    }
}
