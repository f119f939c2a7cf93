package io.liftline.access.login;

/// A username, and the address from which somebody tries to log in with it.
///
/// @param username lower case; the user need not exist
/// @param address the address of the client
record LoginSource(String username, String address) {}
