/// Logging in: users, passwords and the throttle of failed logins.
@NullMarked
package io.liftline.access.login;

import org.jspecify.annotations.NullMarked;
