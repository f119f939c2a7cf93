package io.liftline.access;

import java.util.Set;

/// Who is asking, and what that allows.
///
/// @param username name of the user, lower case
/// @param roles what the caller may do; without any, no endpoint that lists roles lets it in
/// @param wells which wells that is about; an admin's scope counts like everybody's
public record Caller(String username, Set<Role> roles, WellScope wells) {

    /// Keeps its own copy of the roles.
    public Caller {
        roles = Set.copyOf(roles);
    }
}
