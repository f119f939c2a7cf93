/// Archived samples for questions: verified copies of objects on the local disk, and the rows in them
/// (docs/adr/0018-hot-and-cold-in-one-statement.md).
@NullMarked
package io.liftline.archive.cold;

import org.jspecify.annotations.NullMarked;
