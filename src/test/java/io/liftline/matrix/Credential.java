package io.liftline.matrix;

import io.liftline.access.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A kind of credential that a request may carry.
public enum Credential {
    NONE,
    EXPIRED,
    REVOKED_KEY,
    VIEWER(Role.VIEWER),
    WRITER(Role.WRITER),
    OPERATOR(Role.OPERATOR),
    ADMIN(Role.ADMIN),
    /// An administrator who may access every well.
    CHIEF(Role.ADMIN),
    /// An API key with two roles.
    KEY(Role.VIEWER, Role.WRITER),
    /// A token of the outside issuer.
    OUTSIDE(Role.VIEWER);

    private final Set<Role> roles;

    Credential(Role... roles) {
        this.roles = EnumSet.noneOf(Role.class);
        this.roles.addAll(List.of(roles));
    }

    Set<Role> roles() {
        return roles;
    }

    /// Whether the program accepts it at all.
    boolean isValid() {
        return !roles.isEmpty();
    }

    boolean mayAccess(Wells wells) {
        return this == CHIEF || wells == Wells.OWN || wells == Wells.ABSENT_OF_OWN;
    }
}
