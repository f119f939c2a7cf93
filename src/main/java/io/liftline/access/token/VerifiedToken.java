package io.liftline.access.token;

import io.liftline.access.Caller;
import io.liftline.access.CallerPrincipal;
import io.liftline.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.stream.Collectors;

/// Whom a good token names.
///
/// @param caller who that is
/// @param identity the same as the platform has it, its principal a [CallerPrincipal]
/// @param keys the key set that it was checked against
/// @param endSecond its `exp`, seconds since 1970-01-01T00:00:00Z
record VerifiedToken(Caller caller, SecurityIdentity identity, KeySet keys, long endSecond) {

    VerifiedToken(Caller caller, KeySet keys, long endSecond) {
        this(caller, identity(caller), keys, endSecond);
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new CallerPrincipal(caller))
                .addRoles(caller.roles().stream().map(Role::text).collect(Collectors.toSet()))
                .build();
    }
}
