/// The schema: its migrations, the checks before them, the role of the service, and the edition of TimescaleDB.
@NullMarked
package io.liftline.schema;

import org.jspecify.annotations.NullMarked;
