/// Connections to the database: pools, deadlines, the table of SQLSTATEs, the replacement of connections, and
/// the clock.
@NullMarked
package io.liftline.database;

import org.jspecify.annotations.NullMarked;
