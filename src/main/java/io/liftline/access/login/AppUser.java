package io.liftline.access.login;

import io.liftline.access.Caller;

/// A user as stored. It holds the password's hash, so it stays inside this package.
///
/// @param caller the name and what it allows
/// @param passwordHash bcrypt text, `$2b$…`
/// @param disabled whether the user is kept from logging in
record AppUser(Caller caller, String passwordHash, boolean disabled) {

    @Override
    public String toString() {
        return "AppUser[" + caller.username() + "]";
    }
}
