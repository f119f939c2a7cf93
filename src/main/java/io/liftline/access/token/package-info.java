/// Access tokens: signing keys, issuer and verifier.
@NullMarked
package io.liftline.access.token;

import org.jspecify.annotations.NullMarked;
