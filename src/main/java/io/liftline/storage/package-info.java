/// What the database holds: versions, edition, schema, and whether they are well.
@NullMarked
package io.liftline.storage;

import org.jspecify.annotations.NullMarked;
