package io.liftline.access.login;

import io.liftline.access.Caller;

/// A stored user. It contains the password hash, so it is not used outside this package.
///
/// @param caller the username and its rights
/// @param passwordHash as [PasswordHash] writes it
/// @param disabled whether logins are refused
record AppUser(Caller caller, String passwordHash, boolean disabled) {

    @Override
    public String toString() {
        return "AppUser[" + caller.username() + "]";
    }
}
