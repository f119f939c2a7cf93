/// Login: users, password hashes and the login throttle.
@NullMarked
package io.liftline.access.login;

import org.jspecify.annotations.NullMarked;
