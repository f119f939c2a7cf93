package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import java.time.Duration;

/// When signing keys are replaced and removed.
///
/// @param after age at which a key gets a successor
/// @param announced how long a successor is published before it signs, so that every replica, and programs that
///     cache the key set, know it
/// @param keptFor how long a key is kept after its successor has begun to sign: until its last token has expired
record KeyRotation(Duration after, Duration announced, Duration keptFor) {

    /// The `max-age` of the published key set.
    private static final Duration KEY_SET_AGE = Duration.ofMinutes(5);

    static KeyRotation of(AccessConfig config) {
        Duration announced = config.keyReload().multipliedBy(2).plus(KEY_SET_AGE);
        return new KeyRotation(
                config.keyRotation(),
                announced,
                config.tokenLifetime().multipliedBy(2).plus(announced));
    }

    /// A rotation now, whatever the age of the key.
    KeyRotation atOnce() {
        return new KeyRotation(Duration.ZERO, announced, keptFor);
    }
}
