package io.liftline.access;

import java.util.Set;

/// The authenticated caller of a request, and its rights.
///
/// @param username name of the user, lower case
/// @param roles the roles of the caller; without a role, only endpoints that require none are permitted
/// @param wells the wells that the caller may access; this also limits admins
public record Caller(String username, Set<Role> roles, WellScope wells) {

    /// Copies the roles.
    public Caller {
        roles = Set.copyOf(roles);
    }
}
