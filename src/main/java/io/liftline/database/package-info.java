/// Connections to the database: pools and deadlines, what failures mean, when connections are replaced, and the
/// clock.
@NullMarked
package io.liftline.database;

import org.jspecify.annotations.NullMarked;
