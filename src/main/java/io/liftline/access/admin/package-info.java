/// Administration of users and API keys.
@NullMarked
package io.liftline.access.admin;

import org.jspecify.annotations.NullMarked;
